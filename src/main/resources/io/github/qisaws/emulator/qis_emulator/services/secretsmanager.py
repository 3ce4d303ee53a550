"""Secrets Manager."""

from ..rules import refuses


@refuses(
    "secret-pending-deletion",
    "secretsmanager",
    "CreateSecret",
    code="InvalidRequestException",
    source="API secretsmanager:InvalidRequestException, DeleteSecret",
)
def pending_deletion(call):
    secrets = call.storage().secrets
    name = call.get("Name")
    if name in secrets.keys() and secrets[name].is_deleted():
        return "You can't create this secret because a secret with this name is already scheduled for deletion."
