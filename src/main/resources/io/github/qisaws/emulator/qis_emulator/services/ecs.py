"""ECS."""

from moto.ecs.responses import EC2ContainerServiceResponse

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
