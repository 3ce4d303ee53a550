"""Amazon VPC: networks, security groups, addresses, and endpoints, which are calls of EC2."""

import inspect
import ipaddress

from moto.ec2.models.elastic_network_interfaces import NetworkInterfaceBackend
from moto.ec2.models.nat_gateways import NatGatewayBackend
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ec2.models.subnets import Subnet
from moto.ec2.models.vpcs import VPCBackend
from moto.ec2.responses.subnets import Subnets as SubnetsResponse

from ..rules import refuses

DEAD = ("terminated", "shutting-down")
# ec2messages works only in regions launched before 2024.
WITHOUT_EC2MESSAGES = {"ap-southeast-5", "ap-southeast-7", "mx-central-1", "ap-east-2", "ap-southeast-6"}
# Rules that a prefix list counts for in a security group; a prefix list of the user's own counts for its maximum.
WEIGHTS = {"com.amazonaws.global.cloudfront.origin-facing": 55}
MOST_RULES = 60

create_rule = SecurityGroupRule.__init__
SIGNATURE = inspect.signature(create_rule)


def create_rule_with_description(self, *arguments, **named):
    """moto forgets the description of a rule with a prefix list."""
    create_rule(self, *arguments, **named)
    prefix_list = SIGNATURE.bind(self, *arguments, **named).arguments.get("prefix_list_id") or {}
    self.prefix_list_description = prefix_list.get("Description")


SecurityGroupRule.__init__ = create_rule_with_description
# moto stores the description of a rule between two security groups with the other group, and does not find it later.
SecurityGroupRule.description = property(
    lambda self: self.ip_range.get("Description")
    or (self.source_group or {}).get("Description")
    or self.prefix_list_description
)


delete_nat_gateway = NatGatewayBackend.delete_nat_gateway


def delete_nat(self, nat_gateway_id):
    """moto does not delete the network interface of a NAT gateway."""
    gateway = delete_nat_gateway(self, nat_gateway_id)
    self.enis.pop(gateway._eni.id, None)
    return gateway


NatGatewayBackend.delete_nat_gateway = delete_nat


make_rule = SecurityGroupRule.__init__


def make_canonical_rule(self, ec2_backend, ip_protocol, group_id, from_port, to_port, ip_range, *args, **kwargs):
    """AWS stores an IPv6 CIDR block in its canonical form (lower case, zeros shortened), moto as it was sent."""
    if ip_range and ip_range.get("CidrIpv6"):
        ip_range = {**ip_range, "CidrIpv6": str(ipaddress.ip_network(ip_range["CidrIpv6"], strict=False))}
    make_rule(self, ec2_backend, ip_protocol, group_id, from_port, to_port, ip_range, *args, **kwargs)


SecurityGroupRule.__init__ = make_canonical_rule


modify_endpoint = VPCBackend.modify_vpc_endpoint


def modify_with_routes(self, vpc_id, *args, **kwargs):
    """moto does not change the routes of a gateway endpoint with its route tables, and misses them at its deletion."""
    endpoint = self.describe_vpc_endpoints(vpc_end_point_ids=[vpc_id])[0]
    before = set(endpoint.route_table_ids or [])
    modify_endpoint(self, vpc_id, *args, **kwargs)
    after = set(endpoint.route_table_ids or [])
    services = endpoint.destination_prefix_list_id
    for table in after - before:
        self.create_route(table, None, gateway_id=endpoint.id, destination_prefix_list_id=services)
    for table in before - after:
        self.delete_route(table, services)


VPCBackend.modify_vpc_endpoint = modify_with_routes


reserve = SubnetsResponse.create_subnet_cidr_reservation


def reserve_with_description(self):
    """moto keeps no description of a CIDR reservation of a subnet."""
    answer = reserve(self)
    answer.result["SubnetCidrReservation"].description = self._get_param("Description")
    return answer


SubnetsResponse.create_subnet_cidr_reservation = reserve_with_description


next_address = Subnet.get_available_subnet_ip


def next_not_reserved(self, instance):
    """AWS gives no address out of an explicit reservation; moto does if the address was in use before."""
    reserved = [ipaddress.ip_network(one.cidr) for one in self._cidr_reservations if one.reservation_type == "explicit"]
    while True:
        address = next_address(self, instance)
        if not any(ipaddress.ip_address(address) in block for block in reserved):
            return address
        del self._subnet_ips[address]


Subnet.get_available_subnet_ip = next_not_reserved


create_interface = NetworkInterfaceBackend.create_network_interface
delete_interface = NetworkInterfaceBackend.delete_network_interface


def create_with_free_address(self, subnet, private_ip_address, private_ip_addresses=None, *args, **kwargs):
    """moto draws the address of a network interface at random, also one that is reserved, in use, or for broadcasts."""
    if not private_ip_address and not private_ip_addresses:
        owner = self.get_subnet(subnet) if isinstance(subnet, str) else subnet
        private_ip_address = owner.get_available_subnet_ip(None)
    return create_interface(self, subnet, private_ip_address, private_ip_addresses, *args, **kwargs)


def delete_with_addresses(self, eni_id):
    interface = self.enis.get(eni_id)
    delete_interface(self, eni_id)
    for address in interface.private_ip_addresses:
        interface.subnet.del_subnet_ip(address["PrivateIpAddress"])


NetworkInterfaceBackend.create_network_interface = create_with_free_address
NetworkInterfaceBackend.delete_network_interface = delete_with_addresses


def instances(network):
    found = [one for reservation in network.reservations.values() for one in reservation.instances]
    return [one for one in found if one._state.name not in DEAD]


def endpoints(network):
    """The interface endpoints."""
    found = [one for one in network.vpc_end_points.values() if one.state != "deleted"]
    return [one for one in found if (one.vpc_endpoint_type or "").lower() == "interface"]


def nat_gateways(network):
    return [one for one in network.nat_gateways.values() if one.state != "deleted"]


def members_of_groups(call):
    """Each resource that has a network interface, with its security groups."""
    network = call.storage("ec2")
    for one in instances(network):
        yield one.id, [group.id for group in one.security_groups]
    for one in network.enis.values():
        yield one.id, [group.id for group in one._group_set or []]
    for one in endpoints(network):
        yield one.id, one.security_group_ids or []
    for one in call.storage("elbv2").load_balancers.values():
        yield one.name, one.security_groups or []
    for one in call.storage("rds").databases.values():
        yield one.db_instance_identifier, one.vpc_security_group_ids or []
    for one in call.storage("elasticache").cache_clusters.values():
        yield one.cache_cluster_id, one.security_group_ids or []
    for one in call.storage("efs").mount_targets_by_id.values():
        yield one.mount_target_id, one.security_groups or []


def rules_to_groups(network):
    """Each security group, with the groups that its rules name."""
    for groups in network.groups.values():
        for group in groups.values():
            rules = [*group.ingress_rules, *group.egress_rules]
            yield group.id, [rule.source_group.get("GroupId") for rule in rules if rule.source_group]


@refuses(
    "security-group-in-use",
    "ec2",
    "DeleteSecurityGroup",
    code="DependencyViolation",
    source="API ec2:DeleteSecurityGroup",
)
def security_group_in_use(call):
    group = call.get("GroupId")
    named = [other for other, groups in rules_to_groups(call.storage()) if group in groups and other != group]
    if named or any(group in groups for _, groups in members_of_groups(call)):
        return f"resource {group} has a dependent object"


@refuses(
    "security-group-rules",
    "ec2",
    "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress",
    code="RulesPerSecurityGroupLimitExceeded",
    source='VPC User Guide, "AWS-managed prefix lists" (weights), quota L-0EA8095F (60); code seen',
)
def too_many_rules(call):
    network = call.storage()
    group = network.get_security_group_from_id(call.get("GroupId"))
    present = group.ingress_rules if call.name.endswith("Ingress") else group.egress_rules
    weight = sum(weight_of_list(network, rule.prefix_list_id) for rule in present)
    for permission in call.get("IpPermissions", []):
        weight += sum(len(permission.get(kind, [])) for kind in ("IpRanges", "Ipv6Ranges", "UserIdGroupPairs"))
        weight += sum(weight_of_list(network, one.get("PrefixListId")) for one in permission.get("PrefixListIds", []))
    if weight > MOST_RULES:
        return "The maximum number of rules per security group has been reached."


def weight_of_list(network, prefix_list):
    known = network.managed_prefix_lists.get(prefix_list) if prefix_list else None
    return int(WEIGHTS.get(known.prefix_list_name, known.max_entries or 1)) if known else 1


def residents(call):
    """Each resource with a network interface, by its subnet."""
    network = call.storage("ec2")
    for one in instances(network):
        yield one.subnet_id, one.id
    for one in nat_gateways(network):
        yield one.subnet_id, one.id
    for one in endpoints(network):
        yield from ((subnet, one.id) for subnet in one.subnet_ids or [])
    for one in call.storage("elbv2").load_balancers.values():
        yield from ((subnet.id, one.name) for subnet in one.subnets)
    for one in call.storage("efs").mount_targets_by_id.values():
        yield one.subnet_id, one.mount_target_id


@refuses(
    "subnet-in-use",
    "ec2",
    "DeleteSubnet",
    code="DependencyViolation",
    source='API ec2:DeleteSubnet; EC2 errors, "DependencyViolation"',
)
def subnet_in_use(call):
    subnet = call.get("SubnetId")
    if any(subnet == where for where, _ in residents(call)):
        return f"The subnet '{subnet}' has dependencies and cannot be deleted."


@refuses(
    "internet-gateway-in-use",
    "ec2",
    "DetachInternetGateway",
    code="DependencyViolation",
    source='API ec2:DetachInternetGateway; EC2 errors, "DependencyViolation"',
)
def internet_gateway_in_use(call):
    network, vpc = call.storage(), call.get("VpcId")
    public = [one for one in nat_gateways(network) if one.vpc_id == vpc and one.connectivity_type == "public"]
    balancers = call.storage("elbv2").load_balancers.values()
    public += [one for one in balancers if one.vpc_id == vpc and one.scheme != "internal"]
    public += [one for one in instances(network) if one.vpc_id == vpc and one.public_ip]
    if public:
        return f"Network {vpc} has some mapped public address(es). Please unmap those before detaching the gateway."


@refuses(
    "address-in-use",
    "ec2",
    "ReleaseAddress",
    code="InvalidIPAddress.InUse",
    source="API ec2:ReleaseAddress",
)
def address_in_use(call):
    network = call.storage()
    address = next((one for one in network.addresses if one.allocation_id == call.get("AllocationId")), None)
    if address is None:
        return None
    held = address.eni is not None and address.eni.id in network.enis
    held = held or (address.instance is not None and address.instance._state.name not in DEAD)
    if held:
        return f"Address {address.public_ip} is in use."


@refuses(
    "endpoint-service-in-region",
    "ec2",
    "CreateVpcEndpoint",
    code="InvalidServiceName",
    source='Systems Manager User Guide, "Reference: ec2messages, ssmmessages, and other API operations"; code seen',
)
def endpoint_service(call):
    service = call.get("ServiceName", "")
    if service.endswith(".ec2messages") and call.region in WITHOUT_EC2MESSAGES:
        return f"The Vpc Endpoint Service '{service}' does not exist"


@refuses(
    "endpoint-zones",
    "ec2",
    "CreateVpcEndpoint ModifyVpcEndpoint",
    code="DuplicateSubnetsInSameZone",
    source="terraform-aws-modules/terraform-aws-vpc#451, #583 (code and message)",
)
def one_subnet_in_each_zone(call):
    network = call.storage()
    present = network.vpc_end_points.get(call.get("VpcEndpointId"))
    kept = set(present.subnet_ids or [] if present else []) - set(call.get("RemoveSubnetIds", []))
    wanted = kept.union(call.get("SubnetIds", []), call.get("AddSubnetIds", []))
    zones = [network.get_subnet(subnet).availability_zone for subnet in wanted]
    if len(zones) > len(set(zones)):
        return "Found another VPC endpoint subnet in the availability zone of the given subnets"


@refuses(
    "endpoint-private-name",
    "ec2",
    "CreateVpcEndpoint",
    code="InvalidParameter",
    source="hashicorp/terraform-provider-aws#17535 (code and message)",
)
def private_name_taken(call):
    service, vpc = call.get("ServiceName"), call.get("VpcId")
    same = [one for one in endpoints(call.storage()) if one.service_name == service and one.vpc_id == vpc]
    if call.get("PrivateDnsEnabled") and any(one.private_dns_enabled for one in same):
        return f"private-dns-enabled cannot be set because there is already a conflicting DNS domain for {service} in {vpc}"
