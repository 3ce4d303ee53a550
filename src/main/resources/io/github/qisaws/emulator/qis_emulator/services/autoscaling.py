"""EC2 Auto Scaling."""

from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult

# moto lacks the call; the servers of the group do not change.
AutoScalingResponse.start_instance_refresh = lambda self: ActionResult(
    {"InstanceRefreshId": "00000000-0000-4000-8000-000000000000"}
)
