"""AWS WAF."""

from ..rules import refuses


@refuses(
    "web-acl-in-use",
    "wafv2",
    "DeleteWebACL",
    code="WAFAssociatedItemException",
    source="API wafv2:WAFAssociatedItemException",
)
def in_use(call):
    for acl in call.storage().wacls.values():
        if acl.id == call.get("Id") and acl.associated_resources:
            return "AWS WAF couldn't perform the operation because your resource is being used by another resource."
