"""EC2: instances, images, launch templates, and volumes."""

import base64

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult
from moto.core.types import Base64EncodedString
from moto.ec2.exceptions import InvalidUserDataError
from moto.ec2.models.amis import Ami
from moto.ec2.models.elastic_block_store import EBSBackend
from moto.ec2.models.instance_types import INSTANCE_TYPE_OFFERINGS, INSTANCE_TYPES
from moto.ec2.models.instances import Instance
from moto.ec2.models.launch_templates import LaunchTemplateVersion
from moto.ec2.responses import instances as instance_responses
from moto.ec2.responses.amis import AmisResponse
from moto.ec2.responses.instances import InstanceResponse
from moto.ec2.responses.tags import TagResponse
from werkzeug.exceptions import HTTPException

from ..rules import refuses

describe_all_tags = TagResponse.describe_tags


def describe_tags_of_present(self):
    """moto keeps the tags of deleted resources. AWS keeps those of terminated instances, for about an hour."""
    answer = describe_all_tags(self)
    answer.result["Tags"] = [one for one in answer.result["Tags"] if is_present(self.ec2_backend, one["resource_id"])]
    return answer


def is_present(network, resource):
    kind = resource.split("-")[0]
    if kind == "fl":
        return resource in network.flow_logs
    if kind == "sgr":
        groups = [group for of_vpc in network.groups.values() for group in of_vpc.values()]
        return any(rule.id == resource for group in groups for rule in (*group.ingress_rules, *group.egress_rules))
    try:
        return network.do_resources_exist([resource])
    except (ServiceException, HTTPException):
        return False


TagResponse.describe_tags = describe_tags_of_present


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
    """moto fails on the user data of a launch template's second version, because it expects an internal type.

    It also returns the template's own tags among those that the template gives to instances and volumes.
    """
    if isinstance(data.get("UserData"), str):
        data = {**data, "UserData": Base64EncodedString(data["UserData"])}
    if "TagSpecifications" in data:
        given = [one for one in data["TagSpecifications"] if one.get("ResourceType") != "launch-template"]
        data = {**data, "TagSpecifications": given}
    template_version(self, template, number, data, description)


LaunchTemplateVersion.__init__ = decoded


parse_user_data = instance_responses.parse_user_data


def parse_changed_user_data(value):
    """moto decodes the user data of a modified instance before it checks whether the data is encoded."""
    try:
        return parse_user_data(value)
    except InvalidUserDataError:
        return parse_user_data(base64.b64encode(value if isinstance(value, bytes) else value.encode()))


instance_responses.parse_user_data = parse_changed_user_data


def kind_of(call):
    """The instance type, also from the launch template."""
    return call.get("InstanceType") or template_data(call).get("InstanceType")


def template_data(call):
    """The data of the launch template that the call names; no module has a mixed instances policy."""
    wanted = call.get("LaunchTemplate")
    if not wanted:
        return {}
    network = call.storage("ec2")
    if wanted.get("LaunchTemplateId"):
        template = network.get_launch_template(wanted["LaunchTemplateId"])
    else:
        template = network.get_launch_template_by_name(wanted["LaunchTemplateName"])
    version = str(wanted.get("Version") or "$Default")
    if version == "$Latest":
        return template.latest_version().data
    return (template.default_version() if version == "$Default" else template.get_version(int(version))).data


def image_of(call):
    found = call.get("ImageId") or template_data(call).get("ImageId")
    return call.storage("ec2").amis.get(found)


def architecture_mismatch(call):
    """AWS's message if the instance type cannot run the AMI."""
    image, kind = image_of(call), INSTANCE_TYPES.get(kind_of(call))
    runs = kind["ProcessorInfo"]["SupportedArchitectures"] if kind else []
    if image and kind and image.architecture not in runs:
        return (
            f"The architecture '{','.join(runs)}' of the specified instance type does not match the architecture"
            f" '{image.architecture}' of the specified AMI. Specify an instance type and an AMI that have matching"
            " architectures, and try again."
        )


def root_too_small(call):
    """AWS's message if the root volume is smaller than the AMI's."""
    image = image_of(call)
    least = getattr(image, "root_gibibytes", 0)
    for mapping in call.get("BlockDeviceMappings") or template_data(call).get("BlockDeviceMappings") or []:
        size = mapping.get("Ebs", {}).get("VolumeSize")
        if image and mapping.get("DeviceName") == image.root_device_name and size and int(size) < least:
            return f"Volume of size {size}GB is smaller than snapshot of {image.id}, expect size >= {least}GB"


# API ec2:CreateVolumeRequest.Throughput, "Default: 125 MiB/s" for gp3.
GP3_THROUGHPUT = 125
create_volume = EBSBackend.create_volume


def volume_with_throughput(self, *arguments, **named):
    """moto gives no throughput to a volume of type gp3."""
    volume = create_volume(self, *arguments, **named)
    if volume.volume_type == "gp3" and not volume.throughput:
        volume.throughput = GP3_THROUGHPUT
    return volume


EBSBackend.create_volume = volume_with_throughput


@refuses(
    "image-architecture",
    "ec2",
    "RunInstances",
    code="InvalidParameterValue",
    source="API ec2:ProcessorInfo.SupportedArchitectures; code and message seen",
)
def architecture(call):
    return architecture_mismatch(call)


@refuses(
    "root-volume-size",
    "ec2",
    "RunInstances",
    code="InvalidBlockDeviceMapping",
    source="API ec2:EbsBlockDevice.VolumeSize (at least the snapshot's size); code and message seen",
)
def root_size(call):
    return root_too_small(call)


@refuses(
    "instance-type-in-zone",
    "ec2",
    "RunInstances",
    code="Unsupported",
    source='EC2 errors, "Unsupported"; API ec2:DescribeInstanceTypeOfferings, whose answers moto ships',
)
def type_in_zone(call):
    interfaces = call.get("NetworkInterfaces") or [{}]
    subnet = call.get("SubnetId") or interfaces[0].get("SubnetId")
    zone = call.get("Placement", {}).get("AvailabilityZone")
    if subnet:
        zone = call.storage().get_subnet(subnet).availability_zone
    kind = kind_of(call)
    offered = INSTANCE_TYPE_OFFERINGS["availability-zone"].get(call.region, [])
    zones = sorted(one["Location"] for one in offered if one["InstanceType"] == kind)
    if zone and zones and zone not in zones:
        return (
            f"Your requested instance type ({kind}) is not supported in your requested Availability Zone ({zone})."
            f" Please retry your request by not specifying an Availability Zone or choosing {', '.join(zones)}."
        )


@refuses(
    "private-address-in-use",
    "ec2",
    "RunInstances CreateNetworkInterface",
    code="InvalidIPAddress.InUse",
    source='EC2 errors, "InvalidIPAddress.InUse"',
)
def private_address(call):
    wanted = [call.parameters, *call.get("NetworkInterfaces", [])]
    for one in wanted:
        address, subnet = one.get("PrivateIpAddress"), one.get("SubnetId") or call.get("SubnetId")
        if address and subnet and address in call.storage().get_subnet(subnet)._subnet_ips:
            return f"Address {address} is in use."


@refuses(
    "volume-shrinks",
    "ec2",
    "ModifyVolume",
    code="InvalidParameterValue",
    source="API ec2:ModifyVolumeRequest.Size; code and message seen",
)
def volume_shrinks(call):
    present, size = call.storage().get_volume(call.get("VolumeId")), call.get("Size")
    if size and int(size) < int(present.size):
        return f"New size cannot be smaller than existing size {present.size}"


@refuses(
    "volume-zone",
    "ec2",
    "AttachVolume",
    code="InvalidVolume.ZoneMismatch",
    source='EC2 errors, "InvalidVolume.ZoneMismatch"',
)
def volume_zone(call):
    volume = call.storage().get_volume(call.get("VolumeId"))
    instance = call.storage().get_instance(call.get("InstanceId"))
    if volume.zone.name != instance.placement.availability_zone:
        return f"The volume '{volume.id}' is not in the same availability zone as instance '{instance.id}'"


@refuses(
    "volume-in-use",
    "ec2",
    "AttachVolume DeleteVolume",
    code="VolumeInUse",
    source='EC2 errors, "VolumeInUse"',
)
def volume_in_use(call):
    volume = call.storage().get_volume(call.get("VolumeId"))
    if volume.attachment and volume.attachment.instance._state.name != "terminated":
        return f"Volume {volume.id} is currently attached to {volume.attachment.instance.id}"
