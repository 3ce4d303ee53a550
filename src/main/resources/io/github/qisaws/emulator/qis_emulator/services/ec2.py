"""EC2: instances, images, launch templates, and networks."""

import base64

from moto.core.responses import ActionResult
from moto.core.types import Base64EncodedString
from moto.ec2.exceptions import InvalidUserDataError
from moto.ec2.models.amis import Ami
from moto.ec2.models.instances import Instance
from moto.ec2.models.launch_templates import LaunchTemplateVersion
from moto.ec2.models.nat_gateways import NatGatewayBackend
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ec2.responses import instances as instance_responses
from moto.ec2.responses.amis import AmisResponse
from moto.ec2.responses.instances import InstanceResponse

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


parse_user_data = instance_responses.parse_user_data


def parse_changed_user_data(value):
    """moto decodes the user data of a modified instance before it checks whether the data is encoded."""
    try:
        return parse_user_data(value)
    except InvalidUserDataError:
        return parse_user_data(base64.b64encode(value if isinstance(value, bytes) else value.encode()))


instance_responses.parse_user_data = parse_changed_user_data
