"""CloudFront: distributions, cache policies, and origin request policies."""

import uuid
from copy import deepcopy
from fnmatch import fnmatchcase

from moto.acm.models import acm_backends
from moto.cloudfront import urls as cloudfront_urls
from moto.cloudfront.exceptions import CloudFrontException, InvalidIfMatchVersion
from moto.cloudfront.models import CloudFrontBackend, DistributionConfig, cloudfront_backends, random_id
from moto.cloudfront.responses import CloudFrontResponse
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.common_models import BaseModel
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.wafv2.models import wafv2_backends

from ..rules import refuses

HOME = "us-east-1"
CREATES = "CreateDistribution CreateDistributionWithTags"
CHANGES = CREATES + " UpdateDistribution"
# AWS's own policies: CloudFront Developer Guide, "Use managed cache policies", "Use managed origin request policies".
MANAGED = {
    "CachePolicy": {
        "2e54312d-136d-493c-8eb9-b001f22f67d2",  # Amplify
        "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",  # CachingDisabled
        "658327ea-f89d-4fab-a63d-7e88639e58f6",  # CachingOptimized
        "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",  # CachingOptimizedForUncompressedObjects
        "08627262-05a9-4f76-9ded-b50ca2e3a84f",  # Elemental-MediaPackage
        "83da9c7e-98b4-4e11-a168-04f0df8e2c65",  # UseOriginCacheControlHeaders
        "4cc15a8a-d715-48a4-82b8-cc0b614638fe",  # UseOriginCacheControlHeaders-QueryStrings
    },
    "OriginRequestPolicy": {
        "216adef6-5c7f-47e4-b989-5492eafa07d3",  # AllViewer
        "33f36d7e-f396-46d9-90e0-52428a34d9dc",  # AllViewerAndCloudFrontHeaders-2022-06
        "b689b0a8-53d0-40ab-baf2-68738e2966ac",  # AllViewerExceptHostHeader
        "59781a5b-3903-41f3-afcb-af62929ccde1",  # CORS-CustomOrigin
        "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",  # CORS-S3Origin
        "775133bc-15f2-49f9-abea-afb2e0bf67d2",  # Elemental-MediaTailor-PersonalizedManifests
        "bf0718e1-ba1e-49d1-88b1-f726733018ae",  # HostHeaderOnly
        "acba4595-bd28-49b8-b9fe-13317c0390fa",  # UserAgentRefererHeaders
    },
}


def storage():
    """CloudFront has one storage for all regions."""
    return cloudfront_backends[DEFAULT_ACCOUNT_ID]["aws"]


def distributions():
    return storage().distributions.values()


moto_config = DistributionConfig.__init__


def as_sent(self, config):
    """moto changes the configuration, for example to forwarded values beside a cache policy, which AWS does not have."""
    sent = {"ViewerCertificate": {"CloudFrontDefaultCertificate": True, "MinimumProtocolVersion": "TLSv1"}, **deepcopy(config)}
    moto_config(self, config)
    vars(self).update(sent)


DistributionConfig.__init__ = as_sent


update_distribution = CloudFrontBackend.update_distribution


def update_with_version(self, *args, **kwargs):
    """On AWS, each version of a distribution has an ETag of its own."""
    distribution, location, _ = update_distribution(self, *args, **kwargs)
    distribution.etag = random_id()
    distribution.last_modified_time = utcnow()
    return distribution, location, distribution.etag


CloudFrontBackend.update_distribution = update_with_version


class Policy(BaseModel):
    """A cache policy or an origin request policy, which moto lacks."""

    def __init__(self, config):
        self.id = str(uuid.uuid4())
        self.update(config)

    def update(self, config):
        self.config = config
        self.etag = random_id()
        self.last_modified_time = utcnow()


def policies(kind):
    """The policies of a kind (CachePolicy or OriginRequestPolicy) by their ID."""
    return vars(storage()).setdefault("policies", {}).setdefault(kind, {})


def add_calls(kind, name, path):
    """Adds the calls of a kind of policy."""

    def present(response):
        found = policies(kind).get(response._get_param("Id"))
        if found is None:
            raise CloudFrontException(f"NoSuch{kind}", f"The {path} does not exist.")
        return found

    def versioned(response):
        if not response._get_param("IfMatch"):
            raise InvalidIfMatchVersion
        return present(response)

    def told(policy):
        return {"Id": policy.id, "LastModifiedTime": policy.last_modified_time, f"{kind}Config": policy.config}

    def answer(policy):
        location = f"https://cloudfront.amazonaws.com/2020-05-31/{path}/{policy.id}"
        return ActionResult({kind: told(policy), "ETag": policy.etag, "Location": location})

    def create(self):
        policy = Policy(self._get_param(f"{kind}Config"))
        policies(kind)[policy.id] = policy
        return answer(policy)

    def get(self):
        return answer(present(self))

    def get_config(self):
        policy = present(self)
        return ActionResult({f"{kind}Config": policy.config, "ETag": policy.etag})

    def update(self):
        policy = versioned(self)
        policy.update(self._get_param(f"{kind}Config"))
        return answer(policy)

    def delete(self):
        del policies(kind)[versioned(self).id]
        return EmptyResult()

    def list_own(self):
        """Lists no policies of AWS."""
        own = [] if self._get_param("Type") == "managed" else policies(kind).values()
        items = [{"Type": "custom", kind: told(policy)} for policy in own]
        return ActionResult({f"{kind}List": {"MaxItems": 100, "Quantity": len(items), "Items": items}})

    calls = {
        f"create_{name}": create,
        f"get_{name}": get,
        f"get_{name}_config": get_config,
        f"update_{name}": update,
        f"delete_{name}": delete,
        f"list_{name[:-1]}ies": list_own,
    }
    for method, call in calls.items():
        setattr(CloudFrontResponse, method, call)
    for end in ("", "/(?P<id>[^/]+)", "/(?P<id>[^/]+)/config"):
        cloudfront_urls.url_paths["{0}/2020-05-31/" + path + end + "$"] = CloudFrontResponse.dispatch


add_calls("CachePolicy", "cache_policy", "cache-policy")
add_calls("OriginRequestPolicy", "origin_request_policy", "origin-request-policy")


def wanted(call):
    """The configuration of the distribution that a call creates or updates."""
    return call.get("DistributionConfig") or call.get("DistributionConfigWithTags")["DistributionConfig"]


def items_of(config, name):
    return (config.get(name) or {}).get("Items") or []


def certificate_of(config):
    """The ARN of the certificate in ACM, or nothing."""
    return (config.get("ViewerCertificate") or {}).get("ACMCertificateArn")


def policies_of(config, kind):
    """The IDs of the policies of a kind in all cache behaviors."""
    behaviors = [config["DefaultCacheBehavior"], *items_of(config, "CacheBehaviors")]
    return {one[f"{kind}Id"] for one in behaviors if one.get(f"{kind}Id")}


def configurations(other_than=None):
    """The configurations of all distributions, or of all others."""
    return [vars(one.distribution_config) for one in distributions() if one.id != other_than]


def policy_in_use(kind):
    def check(call):
        if any(call.get("Id") in policies_of(config, kind) for config in configurations()):
            return "Cannot delete the policy because it's attached to one or more cache behaviors."

    return check


def policy_name_taken(kind):
    def check(call):
        name = call.get(f"{kind}Config")["Name"]
        others = [one for one in policies(kind).values() if one.id != call.get("Id")]
        if any(one.config["Name"] == name for one in others):
            return "A policy with this name already exists. You must provide a unique name."

    return check


def policy_absent(kind):
    def check(call):
        absent = policies_of(wanted(call), kind) - MANAGED[kind] - policies(kind).keys()
        if absent:
            return f"The policy does not exist: {', '.join(sorted(absent))}"

    return check


for kind, name in {"CachePolicy": "cache-policy", "OriginRequestPolicy": "origin-request-policy"}.items():
    refuses(
        f"{name}-in-use",
        "cloudfront",
        f"Delete{kind}",
        code=f"{kind}InUse",
        source=f"API cloudfront:Delete{kind}, {kind}InUse",
    )(policy_in_use(kind))
    refuses(
        f"{name}-name",
        "cloudfront",
        f"Create{kind} Update{kind}",
        code=f"{kind}AlreadyExists",
        source=f"API cloudfront:{kind}AlreadyExists",
    )(policy_name_taken(kind))
    refuses(
        f"{name}-exists",
        "cloudfront",
        CHANGES,
        code=f"NoSuch{kind}",
        source=f'API cloudfront:NoSuch{kind}; CloudFront Developer Guide, "Use managed {name.replace("-", " ")[:-1]}ies"',
    )(policy_absent(kind))


@refuses(
    "cloudfront-version",
    "cloudfront",
    "UpdateDistribution DeleteDistribution UpdateCachePolicy DeleteCachePolicy UpdateOriginRequestPolicy"
    " DeleteOriginRequestPolicy",
    code="PreconditionFailed",
    source="API cloudfront:PreconditionFailed; AWS provider, internal/service/cloudfront/distribution.go",
)
def stale_version(call):
    kind = call.name.removeprefix("Update").removeprefix("Delete")
    known = storage().distributions if kind == "Distribution" else policies(kind)
    present, version = known.get(call.get("Id")), call.get("IfMatch")
    if present and version and version != present.etag:
        return "The request failed because it didn't meet the preconditions in one or more request-header fields."


@refuses(
    "distribution-enabled",
    "cloudfront",
    "DeleteDistribution",
    code="DistributionNotDisabled",
    source="API cloudfront:DistributionNotDisabled",
)
def enabled(call):
    present = storage().distributions.get(call.get("Id"))
    if present and present.distribution_config.Enabled:
        return "The distribution you are trying to delete has not been disabled."


@refuses(
    "distribution-alias",
    "cloudfront",
    CHANGES,
    code="CNAMEAlreadyExists",
    source="API cloudfront:CNAMEAlreadyExists",
)
def alias_taken(call):
    taken = {alias for config in configurations(other_than=call.get("Id")) for alias in items_of(config, "Aliases")}
    if taken.intersection(items_of(wanted(call), "Aliases")):
        return "One or more of the CNAMEs you provided are already associated with a different resource."


@refuses(
    "distribution-certificate",
    "cloudfront",
    CHANGES,
    code="InvalidViewerCertificate",
    source="API cloudfront:ViewerCertificate; codes and messages: hashicorp/terraform-provider-aws#13489, #13828,"
    " cloudposse/terraform-aws-cloudfront-s3-cdn#72",
)
def viewer_certificate(call):
    config = wanted(call)
    aliases, arn = items_of(config, "Aliases"), certificate_of(config)
    certificate = acm_backends[DEFAULT_ACCOUNT_ID][HOME]._certificates.get(arn)
    if certificate:
        certificate.check()
    if arn and (certificate is None or certificate.status != "ISSUED"):
        return (
            "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid"
            " certificate chain."
        )
    if arn and not all(any(covers(name, alias) for name in certificate.sans) for alias in aliases):
        return (
            "The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that"
            " you're trying to add."
        )
    if aliases and not arn:
        return (
            "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that"
            " validates your authorization to use the domain name."
        )


def covers(name, alias):
    """A wildcard stands for one label."""
    return fnmatchcase(alias, name) and alias.count(".") == name.count(".")


@refuses(
    "distribution-web-acl",
    "cloudfront",
    CHANGES,
    code="InvalidWebACLId",
    source="API cloudfront:InvalidWebACLId; scope: cloud-custodian/cloud-custodian#10975; message: hashicorp/terraform#17544",
)
def web_acl(call):
    acl = wanted(call).get("WebACLId")
    if acl and acl not in wafv2_backends[DEFAULT_ACCOUNT_ID]["global"].wacls:
        return "Web ACL is not accessible by the requester."
