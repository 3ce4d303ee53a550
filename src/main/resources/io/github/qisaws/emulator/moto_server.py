"""Corrects moto where it differs from AWS, and starts it on a free port behind the front (front.py); prints the port.

Usage: moto_server.py HOST PORT   (PORT 0: any free one)
"""

import base64
import json
import os
import sys
import uuid
import xml.etree.ElementTree as ElementTree
from urllib.parse import unquote

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.autoscaling.responses import AutoScalingResponse
from moto.backup import urls as backup_urls
from moto.backup.exceptions import ResourceNotFoundException
from moto.backup.responses import BackupResponse
from moto.core.base_backend import AccountSpecificBackend, BackendDict
from moto.core.common_models import BaseModel
from moto.core.responses import ActionResult, EmptyResult
from moto.core.types import Base64EncodedString
from moto.ec2.models.amis import Ami
from moto.ec2.models.instances import Instance
from moto.ec2.models.launch_templates import LaunchTemplateVersion
from moto.ec2.models.nat_gateways import NatGatewayBackend
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ec2.exceptions import InvalidUserDataError
from moto.ec2.responses import instances as instance_responses
from moto.ec2.responses.amis import AmisResponse
from moto.ec2.responses.instances import InstanceResponse
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.efs.responses import EFSResponse
from moto.elasticache.models import CacheCluster, ElastiCacheBackend
from moto.elasticache.responses import ElastiCacheResponse
from moto.iam.access_control import IAMPolicyStatement, PermissionResult
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from moto.rds.models import RDSBackend
from moto.route53.exceptions import Route53ClientError
from moto.route53.responses import Route53
from moto.s3.responses import S3Response
from werkzeug.serving import make_server

# Python runs in isolated mode, so this script's folder is not on the path.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from front import Front  # noqa: E402

# Resources that moto keeps in its storage, although AWS (and moto's own lists) treat them as deleted.
GONE = {"terminated", "deleted", "deleting", "PendingDeletion", "INACTIVE"}
# Internal records, which users cannot create or delete.
NOT_RESOURCES = {"alarm_histories", "metric_data", "log_streams", "activities", "key_rotation", "delegation_sets"}

shipped = {}


def is_gone(thing):
    for name in ("state", "status", "key_state", "_state", "_status"):
        value = getattr(thing, name, None)
        value = getattr(value, "name", value)
        if isinstance(value, str) and value in GONE:
            return True
    instances = getattr(thing, "instances", None)
    if type(thing).__name__ == "Reservation":
        return all(is_gone(instance) for instance in instances or [])
    return bool(getattr(thing, "deleted_date", None) or getattr(thing, "deletion_date", None))


def went_with_its_vpc(thing, backend):
    """Ignores what moto created for a deleted network and keeps; resources that a user created in it are left over."""
    vpc = getattr(thing, "vpc_id", None)
    by_itself = (
        str(getattr(thing, "default", "")).lower() == "true"
        or getattr(thing, "name", "") == "default"
        or bool(getattr(thing, "main_association_id", None))
    )
    return by_itself and vpc is not None and vpc not in getattr(backend, "vpcs", {vpc: None})


def belongs_to_aws(thing):
    """AWS managed keys, which a service creates at its first encryption and users cannot delete; and AWS's public
    parameters, which moto loads at the first request."""
    if type(thing).__name__ == "Parameter":
        return thing.name.startswith("/aws/service/")
    return type(thing).__name__ == "Key" and any(name.startswith("alias/aws/") for name in thing.aliases)


def walk(value, path, depth, backend):
    if isinstance(value, BaseModel):
        if not (is_gone(value) or belongs_to_aws(value) or went_with_its_vpc(value, backend)):
            yield path
    elif depth > 0 and isinstance(value, dict):
        for key in list(value):
            # Reading the keys of a defaultdict must not create entries.
            yield from walk(dict.get(value, key), f"{path}/{key}", depth - 1, backend)
    elif depth > 0 and isinstance(value, list):
        for index, item in enumerate(list(value)):
            name = getattr(item, "id", None) or getattr(item, "name", None) or index
            yield from walk(item, f"{path}/{name}", depth - 1, backend)


def resources(backend, service):
    for name, value in list(vars(backend).items()):
        if name not in NOT_RESOURCES and isinstance(value, (dict, list)):
            yield from walk(value, f"{service}/{backend.region_name}/{name}", 4, backend)


def service_of(backend):
    return type(backend).__module__.split(".")[1]


original = AccountSpecificBackend.__getitem__


def remembering(self, region):
    """Records the initial content of a region's storage, such as moto's default network."""
    backend = original(self, region)
    if id(backend) not in shipped:
        shipped[id(backend)] = set()
        shipped[id(backend)] = set(resources(backend, service_of(backend)))
    return backend


AccountSpecificBackend.__getitem__ = remembering


permitted = IAMPolicyStatement.is_action_permitted


def conditions_first(self, action, resource="*", principal=None, incoming_condition_values=None):
    """moto treats a Deny with a condition that it cannot evaluate (such as TLS required) as unconditional."""
    refusal = self._statement.get("Effect") == "Deny" and self._statement.get("Condition")
    if refusal and not incoming_condition_values:
        return PermissionResult.NEUTRAL
    return permitted(self, action, resource, principal, incoming_condition_values)


IAMPolicyStatement.is_action_permitted = conditions_first

# moto stores the description of a rule between two security groups with the other group, and does not find it later.
SecurityGroupRule.description = property(
    lambda self: self.ip_range.get("Description") or (self.source_group or {}).get("Description")
)


def monitoring(state):
    """moto can launch an instance with detailed monitoring, but lacks the calls that enable and disable it."""

    def answer(self):
        instances = self.ec2_backend.get_multi_instances_by_id(self._get_param("InstanceIds", []))
        for instance in instances:
            instance.monitoring_state = state
        return ActionResult(
            {"InstanceMonitorings": [{"InstanceId": one.id, "Monitoring": {"State": state}} for one in instances]}
        )

    return answer


InstanceResponse.monitor_instances = monitoring("enabled")
InstanceResponse.unmonitor_instances = monitoring("disabled")


def groups(self):
    """moto does not list security groups of an instance that were set through its network interface."""
    nic = getattr(self, "nics", {}).get(0)
    return nic._group_set if nic and nic._group_set else self._groups


def set_groups(self, value):
    self._groups = value
    for nic in list(getattr(self, "nics", {}).values())[:1]:
        nic._group_set = list(value)


Instance.security_groups = property(groups, set_groups)


end = Instance.terminate


def terminate(self):
    """moto keeps the private IP address, network interface, and launch template root volume of a terminated instance."""
    mine = [one for one in self.ec2_backend.volumes.values() if one.attachment and one.attachment.instance is self]
    roots = [one for one in mine if one.attachment.device == self.root_device_name]
    before = end(self)
    for volume in roots:
        volume.attachment = None
        self.ec2_backend.volumes.pop(volume.id, None)
    for nic in self.nics.values():
        for address in self._private_ips:
            nic.subnet.del_subnet_ip(address)
        if nic.device_index == 0:
            self.ec2_backend.enis.pop(nic.id, None)
    return before


Instance.terminate = terminate


run = InstanceResponse.run_instances


def run_instances(self):
    """moto ignores termination protection at the launch of an instance."""
    answer = run(self)
    for instance in answer.result.instances:
        instance.disable_api_termination = bool(self._get_param("DisableApiTermination"))
    return answer


InstanceResponse.run_instances = run_instances


delete_nat_gateway = NatGatewayBackend.delete_nat_gateway


def delete_nat(self, nat_gateway_id):
    """moto does not delete the network interface of a NAT gateway."""
    gateway = delete_nat_gateway(self, nat_gateway_id)
    self.enis.pop(gateway._eni.id, None)
    return gateway


NatGatewayBackend.delete_nat_gateway = delete_nat


register_image = AmisResponse.register_image
copy_image = AmisResponse.copy_image
image_mappings = Ami.block_device_mappings.fget


def registered(self):
    """moto does not store CPU architecture and root volume of a registered AMI."""
    answer = register_image(self)
    image = self.ec2_backend.amis[answer.result["ImageId"]]
    image.architecture = self._get_param("Architecture", "x86_64")
    for mapping in self._get_param("BlockDeviceMappings", []):
        image.root_gibibytes = int(mapping.get("Ebs", {}).get("VolumeSize", 0))
    return answer


def mapped(self):
    mappings = image_mappings(self)
    if getattr(self, "root_gibibytes", 0):
        mappings[0]["Ebs"]["VolumeSize"] = self.root_gibibytes
    return mappings


def copied(self):
    """moto does not store the tags of an AMI copy."""
    answer = copy_image(self)
    for specification in self._get_param("TagSpecifications", []):
        tags = {tag["Key"]: tag["Value"] for tag in specification.get("Tags", [])}
        self.ec2_backend.amis[answer.result["ImageId"]].add_tags(tags)
    return answer


AmisResponse.register_image = registered
Ami.block_device_mappings = property(mapped)
AmisResponse.copy_image = copied


template_version = LaunchTemplateVersion.__init__


def decoded(self, template, number, data, description):
    """moto fails on the user data of a launch template's second version, because it expects an internal type."""
    if isinstance(data.get("UserData"), str):
        data = {**data, "UserData": Base64EncodedString(data["UserData"])}
    template_version(self, template, number, data, description)


LaunchTemplateVersion.__init__ = decoded


# moto lacks the call; the servers of the group do not change.
AutoScalingResponse.start_instance_refresh = lambda self: ActionResult(
    {"InstanceRefreshId": "00000000-0000-4000-8000-000000000000"}
)


def cache_nodes(self):
    """moto returns no cache nodes, whose host names web servers need."""
    here = self.arn.split(":")[3]
    return [
        {
            "CacheNodeId": f"{number:04}",
            "CacheNodeStatus": "available",
            "CustomerAvailabilityZone": here + "abc"[(number - 1) % 3],
            "Endpoint": {"Address": f"{self.cache_cluster_id}.{number:04}.cache.internal", "Port": self.port},
        }
        for number in range(1, self.num_cache_nodes + 1)
    ]


CacheCluster.cache_nodes = property(cache_nodes)


def security_groups_of_cache(self):
    return [{"SecurityGroupId": group, "Status": "active"} for group in self.security_group_ids]


CacheCluster.security_groups = property(security_groups_of_cache)


create_cache_cluster = ElastiCacheBackend.create_cache_cluster


def create_cluster(self, *args, **kwargs):
    """AWS returns Multiple if the nodes are in several zones."""
    cluster = create_cache_cluster(self, *args, **kwargs)
    if cluster.az_mode == "cross-az":
        cluster.preferred_availability_zone = "Multiple"
    return cluster


ElastiCacheBackend.create_cache_cluster = create_cluster


delete_cache_cluster = ElastiCacheBackend.delete_cache_cluster


def delete_cluster(self, cache_cluster_id):
    """moto keeps a deleted cluster forever, so clients would wait forever for its deletion."""
    cluster = delete_cache_cluster(self, cache_cluster_id)
    self.cache_clusters.pop(cache_cluster_id, None)
    return cluster


ElastiCacheBackend.delete_cache_cluster = delete_cluster


def put_backup_policy(self):
    """moto can return the backup policy of a file system, but lacks the call that sets it."""
    system = self.efs_backend.file_systems_by_id[self._get_param("FileSystemId")]
    policy = json.loads(self.body)["BackupPolicy"]
    system._backup = policy["Status"] == "ENABLED"
    return json.dumps({"BackupPolicy": policy}), {"Content-Type": "application/json"}


EFSResponse.put_backup_policy = put_backup_policy


def delete_cache_subnet_group(self):
    """moto creates and lists subnet groups, but lacks the call that deletes one."""
    self.elasticache_backend.cache_subnet_groups.pop(self._get_param("CacheSubnetGroupName"), None)
    return EmptyResult()


ElastiCacheResponse.delete_cache_subnet_group = delete_cache_subnet_group


def list_backup_tags(self):
    """moto expects a slash after the ARN, which current clients do not send."""
    arn = unquote(self.path.split("/tags/")[1]).rstrip("/")
    return json.dumps({"Tags": self.backup_backend.list_tags(resource_arn=arn)})


BackupResponse.list_tags = list_backup_tags


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


def describe_backup_policy(self):
    """AWS returns a disabled policy, where moto returns no policy."""
    system = self.efs_backend.file_systems_by_id[self._get_param("FileSystemId")]
    policy = system.backup_policy or {"Status": "DISABLED"}
    return json.dumps({"BackupPolicy": policy}), {"Content-Type": "application/json"}


def delete_file_system_policy(self):
    """moto stores the policy of a file system, but lacks the call that deletes it."""
    self.efs_backend.file_systems_by_id[self._get_param("FileSystemId")].file_system_policy = None
    return "{}", {"Content-Type": "application/json"}


EFSResponse.describe_backup_policy = describe_backup_policy
EFSResponse.delete_file_system_policy = delete_file_system_policy


def list_recovery_points(self):
    """Returns no recovery points, because moto creates no backups; clients list them before they delete a vault."""
    return json.dumps({"RecoveryPoints": []})


BackupResponse.list_recovery_points_by_backup_vault = list_recovery_points
for slash in ("", "/"):
    backup_urls.url_paths["{0}/backup-vaults/(?P<name>[^/]+)/recovery-points" + slash + "$"] = BackupResponse.dispatch


create_hosted_zone = Route53.create_hosted_zone


def create_zone(self):
    """A zone with a VPC is private, even if the request does not state it, and names of zones are unique per VPC.

    https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html
    """
    vpc = self._get_param("VPC.VPCId")
    if vpc:
        self.params.setdefault("HostedZoneConfig", {})["PrivateZone"] = True
        name = self._get_param("Name").rstrip(".") + "."
        if any(one["Name"] == name for one in self.backend.list_hosted_zones_by_vpc(vpc)):
            raise Route53ClientError(
                "ConflictingDomainExists",
                f"The VPC {vpc} has already been associated with the hosted zone with the same domain name.",
            )
    return create_hosted_zone(self)


Route53.create_hosted_zone = create_zone


class Selection:
    """Backup selections, which moto lacks."""

    def __init__(self, plan, body):
        self.id = str(uuid.uuid4())
        self.plan = plan
        self.body = body


def selections(response):
    return vars(response.backup_backend).setdefault("selections", {})


def create_selection(self):
    one = Selection(self.path.split("/")[3], json.loads(self.body)["BackupSelection"])
    selections(self)[one.id] = one
    return json.dumps({"SelectionId": one.id, "BackupPlanId": one.plan, "CreationDate": 0})


def get_selection(self):
    one = selections(self).get(self.path.rstrip("/").split("/")[-1])
    if one is None:
        raise ResourceNotFoundException("Cannot find the backup selection")
    return json.dumps({"SelectionId": one.id, "BackupPlanId": one.plan, "BackupSelection": one.body, "CreationDate": 0})


def list_selections(self):
    plan = self.path.split("?")[0].split("/")[3]
    found = [one for one in selections(self).values() if one.plan == plan]
    summaries = [
        {"SelectionId": one.id, "SelectionName": one.body["SelectionName"], "BackupPlanId": one.plan} for one in found
    ]
    return json.dumps({"BackupSelectionsList": summaries})


def delete_selection(self):
    selections(self).pop(self.path.rstrip("/").split("/")[-1], None)
    return json.dumps({})


BackupResponse.create_backup_selection = create_selection
BackupResponse.get_backup_selection = get_selection
BackupResponse.list_backup_selections = list_selections
BackupResponse.delete_backup_selection = delete_selection


register_scalable_target = ApplicationAutoScalingResponse.register_scalable_target


def scalable_targets(response):
    by_dimension = response.applicationautoscaling_backend.targets
    return {target.arn: target for targets in by_dimension.values() for target in targets.values()}


def register_target(self):
    """moto does not store the tags of a scalable target, and lacks the calls for them."""
    answer = register_scalable_target(self)
    target = scalable_targets(self)[json.loads(answer)["ScalableTargetARN"]]
    target.tags_by_key = {**getattr(target, "tags_by_key", {}), **(self._get_param("Tags") or {})}
    return answer


def tags_of_target(self):
    target = scalable_targets(self)[self._get_param("ResourceARN")]
    return json.dumps({"Tags": getattr(target, "tags_by_key", {})})


def tag_target(self):
    target = scalable_targets(self)[self._get_param("ResourceARN")]
    target.tags_by_key = {**getattr(target, "tags_by_key", {}), **self._get_param("Tags")}
    return json.dumps({})


def untag_target(self):
    target = scalable_targets(self)[self._get_param("ResourceARN")]
    for key in self._get_param("TagKeys"):
        getattr(target, "tags_by_key", {}).pop(key, None)
    return json.dumps({})


ApplicationAutoScalingResponse.register_scalable_target = register_target
ApplicationAutoScalingResponse.list_tags_for_resource = tags_of_target
ApplicationAutoScalingResponse.tag_resource = tag_target
ApplicationAutoScalingResponse.untag_resource = untag_target


SERVICE_MEMBERS = {
    "availabilityZoneRebalancing": "availability_zone_rebalancing",
    "deploymentConfiguration": "deployment_configuration",
    "enableECSManagedTags": "enable_ecs_managed_tags",
    "enableExecuteCommand": "enable_execute_command",
    "healthCheckGracePeriodSeconds": "health_check_grace_period_seconds",
    "placementConstraints": "placement_constraints",
}
create_ecs_service = EC2ContainerServiceResponse.create_service
update_ecs_service = EC2ContainerServiceResponse.update_service


def note_members(response, name):
    service = response.ecs_backend._get_service(response._get_param("cluster", "default"), name)
    vars(service).setdefault("availability_zone_rebalancing", "DISABLED")
    for member, attribute in SERVICE_MEMBERS.items():
        value = response._get_param(member)
        if value is not None:
            setattr(service, attribute, value)


def create_service_wholly(self):
    """moto does not store most settings of an ECS service."""
    answer = create_ecs_service(self)
    note_members(self, self._get_param("serviceName"))
    return answer


def update_service_wholly(self):
    answer = update_ecs_service(self)
    note_members(self, self._get_param("service").split("/")[-1])
    return answer


EC2ContainerServiceResponse.create_service = create_service_wholly
EC2ContainerServiceResponse.update_service = update_service_wholly


parse_user_data = instance_responses.parse_user_data


def parse_changed_user_data(value):
    """moto decodes the user data of a modified instance before it checks whether the data is encoded."""
    try:
        return parse_user_data(value)
    except InvalidUserDataError:
        return parse_user_data(base64.b64encode(value if isinstance(value, bytes) else value.encode()))


instance_responses.parse_user_data = parse_changed_user_data


put_bucket = S3Response._bucket_response_put


def put_bucket_with_tags(self, request, bucket_name, querystring):
    """moto ignores the tags in the request that creates a bucket, which AWS provider 6.x sends."""
    answer = put_bucket(self, request, bucket_name, querystring)
    if b"<CreateBucketConfiguration" in self.body and b"<Tags>" in self.body:
        tags = ElementTree.fromstring(self.body).findall("{*}Tags/{*}Tag")
        self.backend.put_bucket_tagging(bucket_name, {tag.findtext("{*}Key"): tag.findtext("{*}Value") for tag in tags})
    return answer


S3Response._bucket_response_put = put_bucket_with_tags


def left():
    found = set()
    for services in list(BackendDict._instances):
        for account in list(dict.values(services)):
            for backend in list(dict.values(account)):
                now = set(resources(backend, service_of(backend)))
                found |= now - shipped.get(id(backend), set())
    return sorted(found)


def main(host, port):
    moto = DomainDispatcherApplication(create_backend_app)
    server = make_server(host, port, Front(moto, left), threaded=True, request_handler=MotoRequestHandler)
    os.environ["MOTO_PORT"] = str(server.server_port)
    print(f"listening on port {server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
