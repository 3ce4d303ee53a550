"""EC2 Auto Scaling."""

from moto.autoscaling.models import FakeScalingPolicy
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult

from ..rules import refuses
from .ec2 import architecture_mismatch, root_too_small

# moto lacks the call; the servers of the group do not change.
AutoScalingResponse.start_instance_refresh = lambda self: ActionResult(
    {"InstanceRefreshId": "00000000-0000-4000-8000-000000000000"}
)

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
