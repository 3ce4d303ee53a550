"""Application Auto Scaling."""

import json

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse

register_scalable_target = ApplicationAutoScalingResponse.register_scalable_target


def scalable_targets(response):
    by_dimension = response.applicationautoscaling_backend.targets
    return {target.arn: target for targets in by_dimension.values() for target in targets.values()}


def register_target(self):
    """moto does not store the tags of a scalable target, and lacks the calls for them."""
    answer = register_scalable_target(self)
    target = scalable_targets(self)[json.loads(answer)["ScalableTargetARN"]]
    target.tags_by_key = {**getattr(target, "tags_by_key", {}), **(self._get_param("Tags") or {})}
    return answer


def tags_of_target(self):
    target = scalable_targets(self)[self._get_param("ResourceARN")]
    return json.dumps({"Tags": getattr(target, "tags_by_key", {})})


def tag_target(self):
    target = scalable_targets(self)[self._get_param("ResourceARN")]
    target.tags_by_key = {**getattr(target, "tags_by_key", {}), **self._get_param("Tags")}
    return json.dumps({})


def untag_target(self):
    target = scalable_targets(self)[self._get_param("ResourceARN")]
    for key in self._get_param("TagKeys"):
        getattr(target, "tags_by_key", {}).pop(key, None)
    return json.dumps({})


ApplicationAutoScalingResponse.register_scalable_target = register_target
ApplicationAutoScalingResponse.list_tags_for_resource = tags_of_target
ApplicationAutoScalingResponse.tag_resource = tag_target
ApplicationAutoScalingResponse.untag_resource = untag_target
