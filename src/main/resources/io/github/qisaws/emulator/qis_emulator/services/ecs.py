"""ECS."""

import re

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ecs.responses import EC2ContainerServiceResponse

from ..plays import Play, chosen
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
    return service


def create_service_wholly(self):
    """moto does not store most settings of an ECS service."""
    answer = create_ecs_service(self)
    service = note_members(self, self._get_param("serviceName"))
    service.rollouts = [Deployment(service, 1, None)]
    return answer


def update_service_wholly(self):
    name = self._get_param("service").split("/")[-1]
    service = self.ecs_backend._get_service(self._get_param("cluster", "default"), name)
    before = service.task_definition
    answer = update_ecs_service(self)
    note_members(self, name)
    if service.task_definition != before:
        service.rollouts.insert(0, Deployment(service, len(service.rollouts) + 1, before))
        service.rollouts[0].report()
    return answer


# AWS gives up after minutes, when the provider has long read the service, which it does several times.
WORKING = ["IN_PROGRESS"] * 8
DEPLOYMENTS = {
    "succeed": ["IN_PROGRESS", "SUCCESSFUL"],
    "fail": [*WORKING, "STOPPED"],
    "roll-back": [*WORKING, "ROLLBACK_SUCCESSFUL"],
    "hang": ["IN_PROGRESS"],
}
ROLLOUT_STATES = {"IN_PROGRESS": "IN_PROGRESS", "STOPPED": "FAILED"}
REASONS = {
    "STOPPED": "ECS deployment circuit breaker: tasks failed to start.",
    "ROLLBACK_SUCCESSFUL": "ECS deployment circuit breaker: rolling back.",
}


class Deployment(Play):
    """A service deployment, which moto lacks; no task runs."""

    def __init__(self, service, number, before):
        super().__init__(DEPLOYMENTS[chosen[0]])
        self.service, self.wanted, self.before = service, service.task_definition, before
        self.arn = f"{service.arn.replace(':service/', ':service-deployment/')}/{number:021}"
        self.revision = self.arn.replace(":service-deployment/", ":service-revision/")
        self.at_time = utcnow()

    def report(self):
        """Changes the service as AWS does in the status that the deployment has now."""
        status, service = self.now(), self.service
        if status == "ROLLBACK_SUCCESSFUL" and self.before:
            service.task_definition = self.before
        running = service.desired_count if status in ("SUCCESSFUL", "ROLLBACK_SUCCESSFUL") else 0
        service.running_count, service.pending_count = running, service.desired_count - running
        service.deployments[:1] = [
            {
                **service.deployments[0],
                "taskDefinition": service.task_definition,
                "desiredCount": service.desired_count,
                "runningCount": running,
                "pendingCount": service.desired_count - running,
                "failedTasks": 0 if status in ("IN_PROGRESS", "SUCCESSFUL") else 3,
                "rolloutState": ROLLOUT_STATES.get(status, "COMPLETED"),
                "rolloutStateReason": REASONS.get(status, ""),
            }
        ]

    def told(self):
        return {
            "serviceDeploymentArn": self.arn,
            "serviceArn": self.service.arn,
            "clusterArn": self.service.cluster_arn,
            "createdAt": self.at_time,
            "startedAt": self.at_time,
            "targetServiceRevisionArn": self.revision,
            "status": self.now(),
            "statusReason": REASONS.get(self.now(), ""),
        }


def describe_services_on(self):
    """Each question brings the deployments one step on."""
    cluster = self._get_param("cluster", "default")
    for name in self._get_param("services", []):
        service = self.ecs_backend.services.get(f"{cluster.split('/')[-1]}:{name.split('/')[-1]}")
        if service and service.status == "ACTIVE" and service.deployments:
            service.rollouts[0].went_on()
            service.rollouts[0].report()
    return describe_ecs_services(self)


def every_deployment(response):
    return [one for service in response.ecs_backend.services.values() for one in service.rollouts]


def list_deployments(self):
    name, wanted = self._get_param("service").split("/")[-1], self._get_param("status")
    found = [one for one in every_deployment(self) if one.service.name == name and (not wanted or one.now() in wanted)]
    keys = ("serviceDeploymentArn", "serviceArn", "clusterArn", "startedAt", "createdAt", "targetServiceRevisionArn")
    briefs = [{key: one.told()[key] for key in (*keys, "status", "statusReason")} for one in found]
    return ActionResult({"serviceDeployments": briefs[: self._get_param("maxResults") or 20]})


def describe_deployments(self):
    wanted = self._get_param("serviceDeploymentArns")
    return ActionResult(
        {"serviceDeployments": [one.told() for one in every_deployment(self) if one.arn in wanted], "failures": []}
    )


def describe_revisions(self):
    wanted = self._get_param("serviceRevisionArns")
    found = [
        {"serviceRevisionArn": one.revision, "serviceArn": one.service.arn, "taskDefinition": one.wanted}
        for one in every_deployment(self)
        if one.revision in wanted
    ]
    return ActionResult({"serviceRevisions": found, "failures": []})


describe_ecs_services = EC2ContainerServiceResponse.describe_services
EC2ContainerServiceResponse.create_service = create_service_wholly
EC2ContainerServiceResponse.update_service = update_service_wholly
EC2ContainerServiceResponse.describe_services = describe_services_on
EC2ContainerServiceResponse.list_service_deployments = list_deployments
EC2ContainerServiceResponse.describe_service_deployments = describe_deployments
EC2ContainerServiceResponse.describe_service_revisions = describe_revisions


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
