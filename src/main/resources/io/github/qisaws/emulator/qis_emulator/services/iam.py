"""IAM, and the policies of buckets, which moto evaluates in the same way."""

from moto.iam.access_control import IAMPolicyStatement, PermissionResult

permitted = IAMPolicyStatement.is_action_permitted


def conditions_first(self, action, resource="*", principal=None, incoming_condition_values=None):
    """moto treats a Deny with a condition that it cannot evaluate (such as TLS required) as unconditional."""
    refusal = self._statement.get("Effect") == "Deny" and self._statement.get("Condition")
    if refusal and not incoming_condition_values:
        return PermissionResult.NEUTRAL
    return permitted(self, action, resource, principal, incoming_condition_values)


IAMPolicyStatement.is_action_permitted = conditions_first
