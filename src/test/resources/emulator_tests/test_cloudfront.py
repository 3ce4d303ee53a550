import unittest

from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID

from emulated import EmulatedTest

CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3"
UNKNOWN = "00000000-0000-4000-8000-000000000000"
ORIGIN = {
    "Id": "balancer",
    "DomainName": "lb.example.com",
    "CustomOriginConfig": {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"},
}
SHOWN = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "web"}


class Edge(EmulatedTest):
    region = "us-east-1"

    def setUp(self):
        super().setUp()
        for service in ("cloudfront", "route53", "wafv2"):
            get_backend(service)[DEFAULT_ACCOUNT_ID]["aws"].reset()
        self.front = self.aws("cloudfront")

    def distribution(self, alias=None, certificate=None, acl="", enabled=True, cache=CACHING_DISABLED, origin=ALL_VIEWER):
        """A configuration."""
        tls = {"ACMCertificateArn": certificate, "SSLSupportMethod": "sni-only", "MinimumProtocolVersion": "TLSv1.2_2021"}
        return {
            "CallerReference": self.id(),
            "Comment": "QIS",
            "Enabled": enabled,
            "Aliases": {"Quantity": 1, "Items": [alias]} if alias else {"Quantity": 0},
            "Origins": {"Quantity": 1, "Items": [ORIGIN]},
            "DefaultCacheBehavior": {
                "TargetOriginId": "balancer",
                "ViewerProtocolPolicy": "redirect-to-https",
                "CachePolicyId": cache,
                "OriginRequestPolicyId": origin,
            },
            "WebACLId": acl,
            **({"ViewerCertificate": tls} if certificate else {}),
        }

    def created(self, **more):
        """A distribution: its ID and its ETag."""
        made = self.front.create_distribution(DistributionConfig=self.distribution(**more))
        return made["Distribution"]["Id"], made["ETag"]

    def disabled(self, distribution, version, **more):
        """The ETag of the disabled distribution."""
        config = self.distribution(enabled=False, **more)
        return self.front.update_distribution(Id=distribution, IfMatch=version, DistributionConfig=config)["ETag"]

    def test_global_resources_are_listed_by_their_tags_in_us_east_1_only(self):
        tags = [{"Key": "qis", "Value": "1"}]
        wanted = {"Scope": "CLOUDFRONT", "DefaultAction": {"Allow": {}}, "VisibilityConfig": SHOWN, "Rules": []}
        acl = self.aws("wafv2").create_web_acl(Name="tagged", Tags=tags, **wanted)["Summary"]["ARN"]
        config = {"Type": "HTTPS", "FullyQualifiedDomainName": "images.example.com"}
        check = self.aws("route53").create_health_check(CallerReference="1", HealthCheckConfig=config)["HealthCheck"]["Id"]
        self.aws("route53").change_tags_for_resource(ResourceType="healthcheck", ResourceId=check, AddTags=tags)
        front = self.front.create_distribution_with_tags(
            DistributionConfigWithTags={"DistributionConfig": self.distribution(), "Tags": {"Items": tags}}
        )["Distribution"]["ARN"]

        def listed(region):
            found = self.aws("resourcegroupstaggingapi", region).get_resources(TagFilters=[{"Key": "qis"}])
            return sorted(each["ResourceARN"] for each in found["ResourceTagMappingList"])

        self.assertEqual(sorted([acl, front, f"arn:aws:route53:::healthcheck/{check}"]), listed("us-east-1"))
        self.assertEqual([], listed("eu-west-1"))

    def issued(self, name="images.example.com"):
        """A certificate with its DNS record."""
        certificate = self.certificate(name)
        self.add_records(certificate, name)
        return certificate

    def acl(self, scope="CLOUDFRONT"):
        made = self.aws("wafv2").create_web_acl(
            Name=scope, Scope=scope, DefaultAction={"Allow": {}}, VisibilityConfig=SHOWN
        )
        return made["Summary"]


class Distributions(Edge):
    def refuses(self, rule, code, **more):
        self.refused(rule, code, self.front.create_distribution, DistributionConfig=self.distribution(**more))

    def test_it_is_told_as_it_was_sent(self):
        distribution, version = self.created()
        told = self.front.get_distribution(Id=distribution)
        self.assertEqual(("Deployed", version), (told["Distribution"]["Status"], told["ETag"]))
        config = told["Distribution"]["DistributionConfig"]
        self.assertEqual(self.distribution()["DefaultCacheBehavior"], config["DefaultCacheBehavior"])
        self.assertTrue(config["ViewerCertificate"]["CloudFrontDefaultCertificate"])

    def test_each_change_has_a_version(self):
        distribution, first = self.created()
        second = self.disabled(distribution, first)
        self.assertNotEqual(first, second)
        self.assertEqual(second, self.front.get_distribution_config(Id=distribution)["ETag"])
        self.refused(
            "cloudfront-version", "PreconditionFailed", self.front.delete_distribution, Id=distribution, IfMatch=first
        )

    def test_an_enabled_one_is_not_deleted(self):
        distribution, version = self.created()
        version = self.disabled(distribution, version)
        self.front.delete_distribution(Id=distribution, IfMatch=version)
        self.answers_with("NoSuchDistribution", self.front.get_distribution, Id=distribution)
        distribution, version = self.created()
        self.refused(
            "distribution-enabled", "DistributionNotDisabled", self.front.delete_distribution, Id=distribution, IfMatch=version
        )

    def test_an_alias_belongs_to_one(self):
        certificate = self.issued("*.example.com")
        named = {"alias": "images.example.com", "certificate": certificate}
        distribution, version = self.created(**named)
        self.disabled(distribution, version, **named)
        other = {**self.distribution(**named), "CallerReference": "other"}
        self.refused("distribution-alias", "CNAMEAlreadyExists", self.front.create_distribution, DistributionConfig=other)

    def test_the_certificate_is_issued_in_the_first_region(self):
        absent = self.issued().replace("certificate/", "certificate/0")
        elsewhere = self.certificate("images.example.com", region="eu-west-1")
        self.assertEqual("ISSUED", self.described(elsewhere, "eu-west-1")["Status"])
        for number, certificate in enumerate((absent, elsewhere, self.certificate("pending.example.com"))):
            config = {**self.distribution(certificate=certificate), "CallerReference": str(number)}
            self.refused(
                "distribution-certificate",
                "InvalidViewerCertificate",
                self.front.create_distribution,
                DistributionConfig=config,
            )
        self.created(alias="images.example.com", certificate=self.issued())

    def test_the_certificate_covers_the_alias(self):
        certificate = self.issued("*.example.com")
        for alias in ("example.com", "a.b.example.com", "images.example.org"):
            self.answers_with(
                "InvalidViewerCertificate",
                self.front.create_distribution,
                DistributionConfig=self.distribution(alias=alias, certificate=certificate),
            )
        self.created(alias="images.example.com", certificate=certificate)

    def test_an_alias_needs_a_certificate(self):
        self.refuses("distribution-certificate", "InvalidViewerCertificate", alias="images.example.com")

    def test_its_certificate_is_in_use(self):
        certificate = self.issued()
        self.created(certificate=certificate)
        delete = self.aws("acm").delete_certificate
        self.refused("certificate-in-use", "ResourceInUseException", delete, CertificateArn=certificate)

    def test_the_rules_hold_for_a_distribution_with_tags_too(self):
        config = {"DistributionConfig": self.distribution(cache=UNKNOWN), "Tags": {"Items": [{"Key": "a", "Value": "b"}]}}
        create = self.front.create_distribution_with_tags
        self.answers_with("NoSuchCachePolicy", create, DistributionConfigWithTags=config)
        config["DistributionConfig"] = self.distribution()
        made = create(DistributionConfigWithTags=config)["Distribution"]["ARN"]
        self.assertEqual(config["Tags"], self.front.list_tags_for_resource(Resource=made)["Tags"])


class WebAcls(Edge):
    def test_it_has_the_scope_of_cloudfront(self):
        regional = self.acl("REGIONAL")["ARN"]
        self.refused(
            "distribution-web-acl",
            "InvalidWebACLId",
            self.front.create_distribution,
            DistributionConfig=self.distribution(acl=regional),
        )

    def test_it_is_made_in_one_region_only(self):
        waf = self.aws("wafv2", "eu-west-1")
        self.refused(
            "web-acl-scope",
            "WAFInvalidParameterException",
            waf.create_web_acl,
            Name="web",
            Scope="CLOUDFRONT",
            DefaultAction={"Allow": {}},
            VisibilityConfig=SHOWN,
        )

    def test_that_of_a_distribution_is_in_use(self):
        acl = self.acl()
        self.created(acl=acl["ARN"])
        wanted = {"Name": acl["Name"], "Scope": "CLOUDFRONT", "Id": acl["Id"], "LockToken": acl["LockToken"]}
        self.refused("web-acl-in-use", "WAFAssociatedItemException", self.aws("wafv2").delete_web_acl, **wanted)


class CachePolicies(Edge):
    kind, rule, keyword = "CachePolicy", "cache-policy", "cache"
    names = ("cache_policy", "cache_policies")
    settings = {"Comment": "", "MinTTL": 0, "DefaultTTL": 0, "MaxTTL": 31536000}

    def call(self, verb):
        one, several = self.names
        return getattr(self.front, verb.replace("policies", several).replace("policy", one))

    def config(self, name="images"):
        return {f"{self.kind}Config": {"Name": name, **self.settings}}

    def policy(self, **more):
        made = self.call("create_policy")(**self.config(**more))
        return made[self.kind]["Id"], made["ETag"]

    def listed(self, which):
        found = self.call("list_policies")(Type=which)[f"{self.kind}List"]
        return [one[self.kind]["Id"] for one in found.get("Items", [])]

    def test_it_is_made_changed_and_deleted(self):
        policy, first = self.policy()
        read = self.call("get_policy")(Id=policy)
        self.assertEqual((first, *self.config().values()), (read["ETag"], read[self.kind][f"{self.kind}Config"]))
        self.call("update_policy")(Id=policy, IfMatch=first, **self.config("other"))
        read = self.call("get_policy_config")(Id=policy)
        self.assertEqual([*self.config("other").values()], [read[f"{self.kind}Config"]])
        self.assertEqual([policy], self.listed("custom"))
        self.assertEqual([], self.listed("managed"))
        self.call("delete_policy")(Id=policy, IfMatch=read["ETag"])
        self.answers_with(f"NoSuch{self.kind}", self.call("get_policy"), Id=policy)
        self.assertEqual([], self.listed("custom"))

    def test_a_change_names_the_version(self):
        policy, first = self.policy()
        update, delete = self.call("update_policy"), self.call("delete_policy")
        self.answers_with("InvalidIfMatchVersion", update, Id=policy, **self.config())
        self.answers_with("InvalidIfMatchVersion", delete, Id=policy)
        update(Id=policy, IfMatch=first, **self.config())
        self.answers_with("PreconditionFailed", update, Id=policy, IfMatch=first, **self.config())
        self.refused("cloudfront-version", "PreconditionFailed", delete, Id=policy, IfMatch=first)

    def test_a_name_is_taken(self):
        policy, version = self.policy()
        code = f"{self.kind}AlreadyExists"
        other, first = self.policy(name="other")
        update = self.call("update_policy")
        self.answers_with(code, update, Id=other, IfMatch=first, **self.config())
        update(Id=policy, IfMatch=version, **self.config())
        self.refused(f"{self.rule}-name", code, self.call("create_policy"), **self.config())

    def test_that_of_a_distribution_is_in_use(self):
        policy, version = self.policy()
        distribution, first = self.created(**{self.keyword: policy})
        delete = self.call("delete_policy")
        self.answers_with(f"{self.kind}InUse", delete, Id=policy, IfMatch=version)
        second = self.disabled(distribution, first)
        self.disabled(distribution, second, **{self.keyword: policy})
        self.refused(f"{self.rule}-in-use", f"{self.kind}InUse", delete, Id=policy, IfMatch=version)

    def test_that_of_another_behavior_is_in_use(self):
        policy, version = self.policy()
        config = self.distribution()
        behavior = {**config["DefaultCacheBehavior"], "PathPattern": "/image", f"{self.kind}Id": policy}
        config["CacheBehaviors"] = {"Quantity": 1, "Items": [behavior]}
        self.front.create_distribution(DistributionConfig=config)
        self.answers_with(f"{self.kind}InUse", self.call("delete_policy"), Id=policy, IfMatch=version)

    def test_that_of_a_distribution_exists(self):
        create, wrong = self.front.create_distribution, self.distribution(**{self.keyword: UNKNOWN})
        self.refused(f"{self.rule}-exists", f"NoSuch{self.kind}", create, DistributionConfig=wrong)


class OriginRequestPolicies(CachePolicies):
    kind, rule, keyword = "OriginRequestPolicy", "origin-request-policy", "origin"
    names = ("origin_request_policy", "origin_request_policies")
    settings = {
        "Comment": "",
        "HeadersConfig": {"HeaderBehavior": "whitelist", "Headers": {"Quantity": 1, "Items": ["Host"]}},
        "CookiesConfig": {"CookieBehavior": "none"},
        "QueryStringsConfig": {"QueryStringBehavior": "all"},
    }


if __name__ == "__main__":
    unittest.main()
