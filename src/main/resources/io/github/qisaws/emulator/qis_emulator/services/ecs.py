"""ECS."""

import re

from moto.ecs.responses import EC2ContainerServiceResponse

from ..rules import refuses

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


# CPU units, and the memory in MiB that Fargate has for them.
FARGATE = {
    256: {512, 1024, 2048},
    512: set(range(1024, 4096 + 1, 1024)),
    1024: set(range(2048, 8192 + 1, 1024)),
    2048: set(range(4096, 16384 + 1, 1024)),
    4096: set(range(8192, 30720 + 1, 1024)),
    8192: set(range(16384, 61440 + 1, 4096)),
    16384: set(range(32768, 122880 + 1, 8192)),
}


@refuses(
    "fargate-size",
    "ecs",
    "RegisterTaskDefinition",
    code="ClientException",
    source='API ecs:RegisterTaskDefinitionRequest.memory; ECS Developer Guide, "Invalid CPU or memory value specified"',
)
def fargate_size(call):
    if "FARGATE" in call.get("requiresCompatibilities", []):
        if units(call.get("memory")) not in FARGATE.get(units(call.get("cpu")), ()):
            return "No Fargate configuration exists for given values."


def units(value):
    """1 vCPU is 1024 units, 1 GB is 1024 MiB."""
    number = re.fullmatch(r"([\d.]+) *(vcpu|gb)?", str(value).lower())
    if number is None:
        return None
    return int(float(number.group(1)) * (1024 if number.group(2) else 1))


@refuses(
    "task-definition-inactive",
    "ecs",
    "CreateService UpdateService RunTask",
    code="ClientException",
    source="API ecs:DeregisterTaskDefinition; message and code seen",
)
def inactive(call):
    wanted = call.get("taskDefinition")
    if wanted and ":" in wanted and call.storage().describe_task_definition(wanted).status == "INACTIVE":
        return "TaskDefinition is inactive"


@refuses(
    "target-type-of-tasks",
    "ecs",
    "CreateService",
    code="InvalidParameterException",
    source="API ecs:CreateServiceRequest.loadBalancers (awsvpc: target type ip, not instance)",
)
def target_type(call):
    task = call.storage().describe_task_definition(call.get("taskDefinition"))
    groups = call.storage("elbv2").target_groups
    for balancer in call.get("loadBalancers", []):
        group = groups.get(balancer.get("targetGroupArn"))
        if group and task.network_mode == "awsvpc" and group.target_type != "ip":
            return (
                f"The provided target group {group.arn} has target type {group.target_type}, which is incompatible with the"
                " awsvpc network mode specified in the task definition."
            )


@refuses(
    "cluster-in-use",
    "ecs",
    "DeleteCluster",
    code="ClusterContainsServicesException",
    source="API ecs:ClusterContainsServicesException",
)
def cluster_in_use(call):
    name = call.get("cluster", "default").split("/")[-1]
    services = call.storage().services.values()
    if any(one.cluster_name == name and one.status == "ACTIVE" for one in services):
        return "The Cluster cannot be deleted while Services are active."
