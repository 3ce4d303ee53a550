"""Elastic Load Balancing."""

import re

from moto.backends import get_backend
from moto.elbv2.models import ELBv2Backend, FakeHealthStatus, FakeTargetGroup

from ..plays import chosen
from ..rules import refuses

describe_registered = ELBv2Backend.describe_target_health


def describe_played(self, target_group_arn, targets):
    """ECS registers its tasks, which moto has not; and while a rollout hangs, no target becomes healthy."""
    found = describe_registered(self, target_group_arn, targets)
    services = get_backend("ecs")[self.account_id][self.region_name].services.values()
    for service in services:
        if not targets and any(one.get("targetGroupArn") == target_group_arn for one in service.load_balancers):
            found += [FakeHealthStatus(f"10.0.0.{n + 10}", 80, "80", "healthy") for n in range(service.running_count)]
    if chosen == ["hang"]:
        for one in found:
            one.status, one.reason = "initial", "Elb.RegistrationInProgress"
            one.description = "Target registration is in progress"
    return found


ELBv2Backend.describe_target_health = describe_played


deregister_present = FakeTargetGroup.deregister


def deregister(self, targets):
    """As on AWS, the call succeeds for a target that does not exist (API elbv2:DeregisterTargets); moto rejects it."""
    deregister_present(self, [one for one in targets if one["Id"] in self.targets])


FakeTargetGroup.deregister = deregister

NAME = re.compile(r"(?!internal-)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?")


@refuses(
    "load-balancer-name",
    "elbv2",
    "CreateLoadBalancer",
    code="ValidationError",
    source="API elbv2:CreateLoadBalancerInput.Name; code seen",
)
def name(call):
    given = call.get("Name", "")
    if not NAME.fullmatch(given):
        return (
            f"The load balancer name '{given}' must have at most 32 alphanumeric characters or hyphens, must not begin or"
            " end with a hyphen, and must not begin with 'internal-'"
        )


@refuses(
    "load-balancer-protected",
    "elbv2",
    "DeleteLoadBalancer",
    code="OperationNotPermitted",
    source="API elbv2:DeleteLoadBalancer",
)
def protected(call):
    arn = call.get("LoadBalancerArn")
    balancer = call.storage().load_balancers.get(arn)
    if balancer and balancer.attrs.get("deletion_protection.enabled") == "true":
        return f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled"


def zones_of(call):
    network = call.storage("ec2")
    wanted = call.get("Subnets", []) + [one["SubnetId"] for one in call.get("SubnetMappings", [])]
    return [network.get_subnet(subnet).availability_zone for subnet in wanted]


@refuses(
    "load-balancer-zones",
    "elbv2",
    "CreateLoadBalancer SetSubnets",
    code="ValidationError",
    source="API elbv2:CreateLoadBalancerInput.Subnets; code: kasmtech/terraform#5",
)
def two_zones(call):
    balancer = call.storage().load_balancers.get(call.get("LoadBalancerArn"))
    kind = balancer.loadbalancer_type if balancer else call.get("Type")
    if (kind or "application") == "application" and len(set(zones_of(call))) < 2:
        return "At least two subnets in two different Availability Zones must be specified"


@refuses(
    "load-balancer-subnets",
    "elbv2",
    "CreateLoadBalancer SetSubnets",
    code="InvalidConfigurationRequest",
    source="API elbv2:CreateLoadBalancerInput.Subnets; code: robertdebock/terraform-aws-vault#5",
)
def one_subnet_in_each_zone(call):
    zones = zones_of(call)
    if len(zones) > len(set(zones)) > 1:
        return "A load balancer cannot be attached to multiple subnets in the same Availability Zone"


def listeners(storage):
    return [one for balancer in storage.load_balancers.values() for one in balancer.listeners.values()]
