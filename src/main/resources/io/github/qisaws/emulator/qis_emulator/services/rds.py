"""RDS."""

import copy
import re
import uuid

from moto.core.responses import ActionResult
from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend
from moto.rds.models import DBInstance, RDSBackend
from moto.rds.responses import RDSResponse

from ..rules import refuses

modify_parameters = RDSBackend.modify_db_parameter_group


def modify_parameter_group(self, name, parameters):
    """Returns the source of parameters, so that clients can filter user-defined ones. A changed static parameter waits for
    a reboot of each database with this group."""
    group = self.db_parameter_groups.get(name)
    static = [one for one in parameters if one.get("ApplyMethod") == "pending-reboot"]
    if group and any(
        group.parameters.get(one["ParameterName"], {}).get("ParameterValue") != one.get("ParameterValue") for one in static
    ):
        for database in self.databases.values():
            if database.db_parameter_group_name == name:
                database.parameters_wait = True
    return modify_parameters(self, name, [{**parameter, "Source": "user"} for parameter in parameters])


RDSBackend.modify_db_parameter_group = modify_parameter_group


def remembering_insights(change):
    """moto does not store whether Performance Insights is enabled."""

    def changed(self, *args):
        database = change(self, *args)
        wanted = args[-1]
        if "enable_performance_insights" in wanted:
            database.performance_insights_enabled = wanted["enable_performance_insights"]
            database.performance_insights_retention_period = wanted.get("performance_insights_retention_period")
        return database

    return changed


RDSBackend.create_db_instance = remembering_insights(RDSBackend.create_db_instance)
RDSBackend.modify_db_instance = remembering_insights(RDSBackend.modify_db_instance)


modify_subnets = RDSBackend.modify_db_subnet_group


def modify_subnet_group(self, name, description, subnets):
    """moto deletes a subnet group that changes."""
    group = modify_subnets(self, name, description, subnets)
    self.subnet_groups[name] = group
    return group


RDSBackend.modify_db_subnet_group = modify_subnet_group


# Classes that RDS offers for PostgreSQL 13 or later, and versions, as far as an emulator needs them.
CLASSES = re.compile(r"db\.(t3|t4g|m[5-8]g?d?i?|r[5-8]g?d?i?|x2g)\.[0-9]*(micro|small|medium|x?large)")
# PostgreSQL releases minor versions of all major versions at once: 17.6 with 16.10, 15.14, 14.19, and 13.22 (PostgreSQL's
# release notes). The numbers are those of 17 at the same time.
BEFORE_17 = {13: 16, 14: 13, 15: 8, 16: 4, 17: 0, 18: -6}
NEWEST, DEFAULT, LAST_OF_13 = 9, 6, 7


def release(version):
    """The major version, and when the minor version was released."""
    major, minor = (int(part) for part in version.split("."))
    return major, minor - BEFORE_17[major]


VERSIONS = [
    f"{major}.{minor}"
    for major, before in BEFORE_17.items()
    for minor in range(1, before + (LAST_OF_13 if major == 13 else NEWEST) + 1)
]


def default_version(major):
    """The minor version that RDS installs if only a major version is given."""
    return max(
        (one for one in VERSIONS if one.startswith(f"{major}.") and release(one)[1] <= DEFAULT),
        key=release,
        default=next((one for one in VERSIONS if one.startswith(f"{major}.")), str(major)),
    )


def targets(version):
    """Versions that the version can be upgraded to: newer ones that were not released before it. RDS takes 16.13 to 17.9,
    not to 17.6, its default (terraform-aws-modules/terraform-aws-rds#627)."""
    if version not in VERSIONS:
        return []
    major, when = release(version)
    return [one for one in VERSIONS if one != version and release(one)[0] >= major and release(one)[1] >= when]


def resolved(wanted, present=""):
    """A full version. Of a major version alone, a later minor version stays (API rds:ModifyDBInstanceMessage.EngineVersion)."""
    if "." in wanted or int(wanted) not in BEFORE_17:
        return wanted
    default = default_version(wanted)
    later = present.startswith(f"{wanted}.") and present in VERSIONS and release(present) > release(default)
    return present if later else default


def major_of(version):
    return version.split(".")[0]


create_database = RDSBackend.create_db_instance


def create_db_instance(self, db_kwargs):
    """moto installs a major version as it is written, and gives all databases the same resource ID."""
    if db_kwargs.get("engine") == "postgres" and db_kwargs.get("engine_version"):
        db_kwargs["engine_version"] = resolved(db_kwargs["engine_version"])
    database = create_database(self, db_kwargs)
    database.dbi_resource_id = "db-" + uuid.uuid4().hex[:26].upper()
    return database


RDSBackend.create_db_instance = create_db_instance


modify_database = RDSBackend.modify_db_instance


def modify_db_instance(self, db_instance_identifier, db_kwargs):
    """moto applies a deferred version at once, and takes over all parameters of a group without a reboot."""
    database = self.databases.get(db_instance_identifier)
    if database is None or database.engine != "postgres":
        return modify_database(self, db_instance_identifier, db_kwargs)
    if db_kwargs.get("manage_master_user_password") and hasattr(database, "master_user_secret"):
        # The secret stays; moto makes another one, and forgets the first.
        del db_kwargs["manage_master_user_password"]
    group = database.db_parameter_group_name
    if db_kwargs.get("engine_version"):
        wanted = db_kwargs["engine_version"] = resolved(db_kwargs["engine_version"], database.engine_version)
        if wanted != database.engine_version and not db_kwargs.get("apply_immediately"):
            database.pending_modified_values = {"EngineVersion": wanted}
            del db_kwargs["engine_version"]
            if major_of(wanted) != major_of(database.engine_version):
                db_kwargs.pop("db_parameter_group_name", None)
        else:
            database.pending_modified_values = {}
    changed = modify_database(self, db_instance_identifier, db_kwargs)
    if changed.db_parameter_group_name != group:
        changed.parameters_wait = True
    return changed


RDSBackend.modify_db_instance = modify_db_instance


parameter_groups = DBInstance.db_parameter_group_status_list


def parameter_status(self):
    """moto has all parameters in sync."""
    found = [copy.copy(group) for group in parameter_groups.fget(self)]
    for group in found:
        group.ParameterApplyStatus = "pending-reboot" if getattr(self, "parameters_wait", False) else "in-sync"
    return found


DBInstance.db_parameter_group_status_list = property(parameter_status)


reboot_database = RDSBackend.reboot_db_instance


def reboot_db_instance(self, db_instance_identifier):
    database = reboot_database(self, db_instance_identifier)
    database.parameters_wait = False
    return database


RDSBackend.reboot_db_instance = reboot_db_instance


def describe_db_engine_versions(self):
    """moto lacks this call."""
    wanted = self.params.get("EngineVersion") or ""
    found = [one for one in VERSIONS if not wanted or one == wanted or one.startswith(f"{wanted}.")]
    if self.params.get("DefaultOnly"):
        found = [one for one in found if one == default_version(major_of(wanted or "17"))]
    return ActionResult({"DBEngineVersions": [engine_version(one) for one in found]})


def engine_version(version):
    return {
        "Engine": "postgres",
        "EngineVersion": version,
        "MajorEngineVersion": major_of(version),
        "DBParameterGroupFamily": f"postgres{major_of(version)}",
        "ValidUpgradeTarget": [
            {"Engine": "postgres", "EngineVersion": one, "IsMajorVersionUpgrade": major_of(one) != major_of(version)}
            for one in targets(version)
        ],
    }


RDSResponse.describe_db_engine_versions = describe_db_engine_versions

describe_orderable = RDSResponse.describe_orderable_db_instance_options


def orderable(self):
    """moto has no options for PostgreSQL."""
    kind = self.params.get("DBInstanceClass", "")
    if self.params.get("Engine") != "postgres":
        return describe_orderable(self)
    zones = [{"Name": zone.name} for zone in RegionsAndZonesBackend.zones.get(self.region, [])]
    offered = VERSIONS if CLASSES.fullmatch(kind) else []
    options = [
        {"Engine": "postgres", "EngineVersion": version, "DBInstanceClass": kind, "AvailabilityZones": zones}
        for version in offered
    ]
    return ActionResult({"OrderableDBInstanceOptions": options})


RDSResponse.describe_orderable_db_instance_options = orderable


@refuses(
    "database-parameter-group-in-use",
    "rds",
    "DeleteDBParameterGroup",
    code="InvalidDBParameterGroupState",
    source="API rds:DeleteDBParameterGroup",
)
def parameter_group_in_use(call):
    name = call.get("DBParameterGroupName")
    if any(one.db_parameter_group_name == name for one in call.storage().databases.values()):
        return "One or more database instances are still members of this parameter group, so the group cannot be deleted"


@refuses(
    "database-subnet-group-in-use",
    "rds",
    "DeleteDBSubnetGroup",
    code="InvalidDBSubnetGroupStateFault",
    source="API rds:DeleteDBSubnetGroup",
)
def subnet_group_in_use(call):
    name = call.get("DBSubnetGroupName")
    for database in call.storage().databases.values():
        if database._db_subnet_group_name == name:
            return (
                f"Cannot delete the subnet group '{name}' because at least one database instance:"
                f" {database.db_instance_identifier} is still using it."
            )


@refuses(
    "database-subnet-group-zones",
    "rds",
    "CreateDBSubnetGroup ModifyDBSubnetGroup",
    code="DBSubnetGroupDoesNotCoverEnoughAZs",
    source="API rds:CreateDBSubnetGroup",
)
def two_zones(call):
    network = call.storage("ec2")
    if len({network.get_subnet(subnet).availability_zone for subnet in call.get("SubnetIds", [])}) < 2:
        return "The DB subnet group doesn't meet the AZ coverage requirement. Add subnets to cover at least 2 AZs."


@refuses(
    "database-subnet-in-use",
    "rds",
    "ModifyDBSubnetGroup",
    code="SubnetAlreadyInUse",
    source="API rds:ModifyDBSubnetGroup (SubnetAlreadyInUse); a database never moves within its VPC:"
    " hashicorp/terraform-provider-aws#512",
)
def subnet_in_use(call):
    name = call.get("DBSubnetGroupName")
    group = call.storage().subnet_groups[name]
    gone = [subnet for subnet in group._subnets if subnet.id not in call.get("SubnetIds", [])]
    members = [one for one in call.storage().databases.values() if one._db_subnet_group_name == name]
    used = [subnet.id for subnet in gone if subnet.availability_zone in {one.availability_zone for one in members}]
    if used:
        return f"Some of the subnets to be deleted are currently in use: {', '.join(used)}"


@refuses(
    "database-maximum-storage",
    "rds",
    "CreateDBInstance ModifyDBInstance",
    code="InvalidParameterCombination",
    source='RDS User Guide, "Working with storage for Amazon RDS DB instances" (2023): at least 10 percent more; code seen',
)
def maximum_storage(call):
    present = call.storage().databases.get(call.get("DBInstanceIdentifier"))
    storage = call.get("AllocatedStorage", getattr(present, "allocated_storage", 0))
    maximum = call.get("MaxAllocatedStorage")
    if maximum and 10 * int(maximum) < 11 * int(storage):
        return "Max storage size must be greater than storage size"


@refuses(
    "database-class",
    "rds",
    "CreateDBInstance ModifyDBInstance",
    code="InvalidParameterCombination",
    source='RDS User Guide, "DB instance classes" (2023): db.t2 below PostgreSQL 13 only; code seen',
)
def instance_class(call):
    present = call.storage().databases.get(call.get("DBInstanceIdentifier"))
    kind = call.get("DBInstanceClass", "")
    engine = call.get("Engine", getattr(present, "engine", ""))
    version = call.get("EngineVersion") or getattr(present, "engine_version", "")
    major = str(version).split(".")[0]
    if kind.startswith("db.t2.") and engine == "postgres" and major.isdigit() and int(major) >= 13:
        return (
            "RDS does not support creating a DB instance with the following combination:"
            f" DBInstanceClass={kind}, Engine={engine}, EngineVersion={version}"
        )


def upgraded(call):
    """The PostgreSQL database of a change, and the version that it is to get; nothing if the version stays."""
    present = call.storage().databases.get(call.get("DBInstanceIdentifier"))
    if present is None or present.engine != "postgres" or not call.get("EngineVersion"):
        return None, None
    wanted = resolved(call.get("EngineVersion"), present.engine_version)
    return (None, None) if wanted == present.engine_version else (present, wanted)


@refuses(
    "database-major-upgrade",
    "rds",
    "ModifyDBInstance",
    code="InvalidParameterCombination",
    source="API rds:ModifyDBInstanceMessage.AllowMajorVersionUpgrade; code and message: hashicorp/terraform#8468",
)
def major_upgrade(call):
    present, wanted = upgraded(call)
    if present and major_of(wanted) != major_of(present.engine_version) and not call.get("AllowMajorVersionUpgrade"):
        return "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version."


@refuses(
    "database-upgrade-path",
    "rds",
    "ModifyDBInstance",
    code="InvalidParameterCombination",
    source="API rds:DBEngineVersion.ValidUpgradeTarget; code and message: terraform-aws-modules/terraform-aws-rds#627",
)
def upgrade_path(call):
    present, wanted = upgraded(call)
    if present and wanted not in targets(present.engine_version):
        return f"Cannot upgrade postgres from {present.engine_version} to {wanted}"


@refuses(
    "database-parameter-group-family",
    "rds",
    "CreateDBInstance ModifyDBInstance",
    code="InvalidParameterCombination",
    source="API rds:ModifyDBInstanceMessage.EngineVersion, DBParameterGroupName;"
    " code and message: ministryofjustice/cloud-platform-environments#3913",
)
def parameter_group_family(call):
    present, wanted = upgraded(call)
    if not present and call.name == "ModifyDBInstance":
        present = call.storage().databases.get(call.get("DBInstanceIdentifier"))
    engine = present.engine if present else call.get("Engine")
    version = wanted or (present.engine_version if present else call.get("EngineVersion"))
    name = call.get("DBParameterGroupName") or (present.db_parameter_group_name if present else None)
    group = call.storage().db_parameter_groups.get(name) if name else None
    if engine == "postgres" and version and group and group.family != f"postgres{major_of(version)}":
        return (
            f"The Parameter Group {name} with DBParameterGroupFamily {group.family} cannot be used for this instance."
            f" Please use a Parameter Group with DBParameterGroupFamily postgres{major_of(version)}"
        )
