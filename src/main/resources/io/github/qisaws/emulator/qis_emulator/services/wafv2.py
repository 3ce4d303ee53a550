"""AWS WAF."""

from ..rules import refuses
from .cloudfront import HOME, configurations


@refuses(
    "web-acl-in-use",
    "wafv2",
    "DeleteWebACL",
    code="WAFAssociatedItemException",
    source="API wafv2:WAFAssociatedItemException",
)
def in_use(call):
    associated = [acl.id for acl in call.storage().wacls.values() if acl.associated_resources]
    associated += [config["WebACLId"].split("/")[-1] for config in configurations()]
    if call.get("Id") in associated:
        return "AWS WAF couldn't perform the operation because your resource is being used by another resource."


@refuses(
    "web-acl-scope",
    "wafv2",
    "CreateWebACL GetWebACL UpdateWebACL DeleteWebACL ListWebACLs",
    code="WAFInvalidParameterException",
    source="API wafv2:CreateWebACLRequest.Scope; message: aws-solutions/aws-waf-security-automations#300; code seen",
)
def scope(call):
    if call.get("Scope") == "CLOUDFRONT" and call.region != HOME:
        return "Error reason: The scope is not valid., field: SCOPE_VALUE, parameter: CLOUDFRONT"
