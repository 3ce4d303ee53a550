"""EC2 Auto Scaling."""

from moto.autoscaling.models import FakeScalingPolicy
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult
from moto.core.utils import utcnow

from ..plays import Play, chosen
from ..rules import refuses
from .ec2 import architecture_mismatch, root_too_small

REFRESHES = {
    "succeed": [("Pending", 0), ("InProgress", 50), ("Successful", 100)],
    "fail": [("Pending", 0), ("InProgress", 50), ("Failed", 50)],
    "roll-back": [("InProgress", 50), ("RollbackInProgress", 50), ("RollbackSuccessful", 50)],
    "hang": [("InProgress", 0)],
}
REFRESH_REASONS = {
    "Failed": "Failed to launch a healthy instance: the instance was taken out of service in response to an ELB system health"
    " check failure.",
    "RollbackSuccessful": "Rolled back: the instances failed their health check.",
}
ENDED = ("Successful", "Failed", "Cancelled", "RollbackSuccessful", "RollbackFailed")


class Refresh(Play):
    """An instance refresh, which moto lacks; the servers of the group do not change."""

    def __init__(self, group, number, configuration):
        super().__init__(REFRESHES[chosen[0]])
        self.group = group
        self.id = f"00000000-0000-4000-8000-{number:012}"
        self.configuration = configuration
        self.started = utcnow()
        self.ends = chosen[0] != "hang"

    def told(self):
        status, percent = self.went_on()
        return {
            "InstanceRefreshId": self.id,
            "AutoScalingGroupName": self.group,
            "Status": status,
            "StatusReason": REFRESH_REASONS.get(status),
            "StartTime": self.started,
            "PercentageComplete": percent,
            "DesiredConfiguration": self.configuration,
        }


def refreshes(backend, group):
    """The refreshes of a group, newest first."""
    vars(backend).setdefault("qis_refreshes", {})
    return backend.qis_refreshes.setdefault(group, [])


def running(backend, group):
    """The refreshes that hang. One that ends by itself has ended by the time of the next change."""
    return [one for one in refreshes(backend, group)[:1] if not one.ends and one.now()[0] not in ENDED]


def start_refresh(self):
    group = self._get_param("AutoScalingGroupName")
    known = refreshes(self.autoscaling_backend, group)
    known.insert(0, Refresh(group, len(known), self._get_param("DesiredConfiguration")))
    return ActionResult({"InstanceRefreshId": known[0].id})


def describe_refreshes(self):
    known = refreshes(self.autoscaling_backend, self._get_param("AutoScalingGroupName"))
    wanted = self._get_param("InstanceRefreshIds")
    found = [one for one in known if not wanted or one.id in wanted][: self._get_param("MaxRecords") or 50]
    return ActionResult({"InstanceRefreshes": [one.told() for one in found]})


def cancel_refresh(self):
    refresh = refreshes(self.autoscaling_backend, self._get_param("AutoScalingGroupName"))[0]
    refresh.steps, refresh.at = [("Cancelled", 0)], 0
    return ActionResult({"InstanceRefreshId": refresh.id})


@refuses(
    "instance-refresh-running",
    "autoscaling",
    "StartInstanceRefresh",
    code="InstanceRefreshInProgress",
    source="API autoscaling:StartInstanceRefresh",
)
def refresh_running(call):
    if running(call.storage(), call.get("AutoScalingGroupName")):
        return "An Instance Refresh is already in progress and blocks the execution of this Instance Refresh."


@refuses(
    "instance-refresh-absent",
    "autoscaling",
    "CancelInstanceRefresh",
    code="ActiveInstanceRefreshNotFound",
    source="API autoscaling:CancelInstanceRefresh",
)
def refresh_absent(call):
    if not running(call.storage(), call.get("AutoScalingGroupName")):
        return "No in progress or pending Instance Refresh found for Auto Scaling group."


AutoScalingResponse.start_instance_refresh = start_refresh
AutoScalingResponse.describe_instance_refreshes = describe_refreshes
AutoScalingResponse.cancel_instance_refresh = cancel_refresh

create_group = AutoScalingResponse.create_auto_scaling_group
update_group = AutoScalingResponse.update_auto_scaling_group


def keeping_replacements(call):
    """moto stores neither the instance maintenance policy nor the warm-up of a group."""

    def answer(self):
        result = call(self)
        params = self._get_params()
        group = self.autoscaling_backend.autoscaling_groups[params["AutoScalingGroupName"]]
        if "InstanceMaintenancePolicy" in params:
            policy = params["InstanceMaintenancePolicy"]
            group.instance_maintenance_policy = {name: int(percent) for name, percent in policy.items()}
        if "DefaultInstanceWarmup" in params:
            group.default_instance_warmup = int(params["DefaultInstanceWarmup"])
        return result

    return answer


AutoScalingResponse.create_auto_scaling_group = keeping_replacements(create_group)
AutoScalingResponse.update_auto_scaling_group = keeping_replacements(update_group)

put_scaling_policy = AutoScalingResponse.put_scaling_policy


def put_policy(self):
    """moto returns no Enabled, and an empty prediction for each policy. By default, AWS enables a policy.

    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html
    """
    answer = put_scaling_policy(self)
    policy = self.autoscaling_backend.policies[self._get_param("PolicyName")]
    policy.enabled = self._get_bool_param("Enabled", True)
    policy.predictive_scaling_configuration = policy.predictive_scaling_configuration or None
    return answer


FakeScalingPolicy.enabled = True
AutoScalingResponse.put_scaling_policy = put_policy


@refuses(
    "launch-template-runs",
    "autoscaling",
    "CreateAutoScalingGroup UpdateAutoScalingGroup",
    code="ValidationError",
    source='Auto Scaling User Guide, "Troubleshoot: launch template"; code and message seen',
)
def template_runs(call):
    problem = architecture_mismatch(call) or root_too_small(call)
    if problem:
        return f"You must use a valid fully-formed launch template. {problem}"


@refuses(
    "scaling-group-in-use",
    "autoscaling",
    "DeleteAutoScalingGroup",
    code="ResourceInUse",
    source="API autoscaling:DeleteAutoScalingGroup",
)
def group_in_use(call):
    group = call.storage().autoscaling_groups.get(call.get("AutoScalingGroupName"))
    if group and group.instance_states and not call.get("ForceDelete"):
        return "You cannot delete an AutoScalingGroup while there are instances still in the group."
