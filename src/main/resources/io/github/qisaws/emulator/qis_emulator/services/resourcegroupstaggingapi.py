"""Resource Groups Tagging API."""

from types import SimpleNamespace

from moto.core.resource_tagging import TaggedResource
from moto.resourcegroupstaggingapi import models
from moto.route53.models import route53_backends
from moto.wafv2.models import wafv2_backends

# Resource Groups Tagging API Reference, GetResources: global resources are listed in us-east-1 only.
HOME = "us-east-1"

taggable_backends = models.iter_taggable_backends


def backends_with_more(account, region):
    """moto lists CloudFront in every region, and neither web ACLs nor health checks anywhere."""
    for backend in taggable_backends(account, region):
        if backend.SERVICE_NAMESPACE != "cloudfront" or region == HOME:
            yield backend
    yield lister(lambda: web_acls(account, region))
    if region == HOME:
        yield lister(lambda: web_acls(account, "aws"))
        yield lister(lambda: health_checks(account))


def lister(resources):
    return SimpleNamespace(iter_tagged_resources=resources, owns_arn=lambda arn: False)


def web_acls(account, region):
    storage = wafv2_backends[account][region]
    for acl in storage.wacls.values():
        tags = storage.tagging_service.get_tag_dict_for_resource(acl.arn)
        yield TaggedResource(arn=acl.arn, tags=tags, resource_type="wafv2:webacl")


def health_checks(account):
    storage = route53_backends[account]["aws"]
    for check in storage.health_checks.values():
        tags = storage.resource_tags.get(check.id, {})
        yield TaggedResource(arn=f"arn:aws:route53:::healthcheck/{check.id}", tags=dict(tags), resource_type="route53:healthcheck")


models.iter_taggable_backends = backends_with_more
