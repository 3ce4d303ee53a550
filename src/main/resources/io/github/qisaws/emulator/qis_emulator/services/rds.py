"""RDS."""

import re

from moto.core.responses import ActionResult
from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend
from moto.rds.models import RDSBackend
from moto.rds.responses import RDSResponse

from ..rules import refuses

modify_parameters = RDSBackend.modify_db_parameter_group


def modify_parameter_group(self, name, parameters):
    """Returns the source of parameters, so that clients can filter user-defined ones."""
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
VERSIONS = [f"{major}.{minor}" for major in range(13, 19) for minor in range(1, 9)]
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
