package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.cloudfront_cache_policy.CloudfrontCachePolicy;
import com.hashicorp.cdktf.providers.aws.cloudfront_cache_policy.CloudfrontCachePolicyParametersInCacheKeyAndForwardedToOrigin;
import com.hashicorp.cdktf.providers.aws.cloudfront_cache_policy.CloudfrontCachePolicyParametersInCacheKeyAndForwardedToOriginCookiesConfig;
import com.hashicorp.cdktf.providers.aws.cloudfront_cache_policy.CloudfrontCachePolicyParametersInCacheKeyAndForwardedToOriginCookiesConfigCookies;
import com.hashicorp.cdktf.providers.aws.cloudfront_cache_policy.CloudfrontCachePolicyParametersInCacheKeyAndForwardedToOriginHeadersConfig;
import com.hashicorp.cdktf.providers.aws.cloudfront_cache_policy.CloudfrontCachePolicyParametersInCacheKeyAndForwardedToOriginHeadersConfigHeaders;
import com.hashicorp.cdktf.providers.aws.cloudfront_cache_policy.CloudfrontCachePolicyParametersInCacheKeyAndForwardedToOriginQueryStringsConfig;
import com.hashicorp.cdktf.providers.aws.cloudfront_distribution.CloudfrontDistribution;
import com.hashicorp.cdktf.providers.aws.cloudfront_distribution.CloudfrontDistributionDefaultCacheBehavior;
import com.hashicorp.cdktf.providers.aws.cloudfront_distribution.CloudfrontDistributionRestrictions;
import com.hashicorp.cdktf.providers.aws.cloudfront_distribution.CloudfrontDistributionRestrictionsGeoRestriction;
import com.hashicorp.cdktf.providers.aws.cloudfront_distribution.CloudfrontDistributionViewerCertificate;
import com.hashicorp.cdktf.providers.aws.cloudfront_origin_request_policy.CloudfrontOriginRequestPolicy;
import com.hashicorp.cdktf.providers.aws.cloudfront_origin_request_policy.CloudfrontOriginRequestPolicyCookiesConfig;
import com.hashicorp.cdktf.providers.aws.cloudfront_origin_request_policy.CloudfrontOriginRequestPolicyHeadersConfig;
import com.hashicorp.cdktf.providers.aws.cloudfront_origin_request_policy.CloudfrontOriginRequestPolicyHeadersConfigHeaders;
import com.hashicorp.cdktf.providers.aws.cloudfront_origin_request_policy.CloudfrontOriginRequestPolicyQueryStringsConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The CloudFront distribution, and its two policies for images. */
final class EdgeDistribution {
    /** URL paths of images; all other paths are pages, forms, or the API. */
    private static final List<String> IMAGES = List.of("/image", "/original");

    /** AWS managed policies have these IDs in every account. */
    private static final String CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

    private static final String ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3";
    private static final String ORIGIN = "load-balancer";
    private static final List<String> READING = List.of("GET", "HEAD", "OPTIONS");
    private static final List<String> CACHED = List.of("GET", "HEAD");
    private static final List<String> ALL = List.of("GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE");

    /** By default, QIS times out after 30 s, and Apache after 60 s. */
    private static final int ORIGIN_SECONDS = 60;

    private static final int LONGEST_LIFE = 31536000;

    private EdgeDistribution() {}

    static void add(Blueprint b) {
        cachePolicy(b);
        originPolicy(b);
        distribution(b);
    }

    /**
     * The cache key contains the whole query string, because QIS has over thirty image options and AWS allows ten named
     * ones in a policy. It contains the session, because a folder can be restricted to some users; visitors without a
     * session share the public images. QIS's Cache-Control header determines the time to live.
     */
    private static void cachePolicy(Blueprint b) {
        CloudfrontCachePolicy policy = b.add("images", id -> CloudfrontCachePolicy.Builder.create(b.stack(), id)
                .name(b.global("qis-images"))
                .lifecycle(Lifecycles.keepingName())
                .comment("QIS images: every option, and the session")
                .minTtl(0)
                .defaultTtl(0)
                .maxTtl(LONGEST_LIFE)
                .parametersInCacheKeyAndForwardedToOrigin(
                        CloudfrontCachePolicyParametersInCacheKeyAndForwardedToOrigin.builder()
                                .enableAcceptEncodingBrotli(false)
                                .enableAcceptEncodingGzip(false)
                                .queryStringsConfig(
                                        CloudfrontCachePolicyParametersInCacheKeyAndForwardedToOriginQueryStringsConfig
                                                .builder()
                                                .queryStringBehavior("all")
                                                .build())
                                .cookiesConfig(
                                        CloudfrontCachePolicyParametersInCacheKeyAndForwardedToOriginCookiesConfig
                                                .builder()
                                                .cookieBehavior("whitelist")
                                                .cookies(
                                                        CloudfrontCachePolicyParametersInCacheKeyAndForwardedToOriginCookiesConfigCookies
                                                                .builder()
                                                                .items(List.of("session"))
                                                                .build())
                                                .build())
                                .headersConfig(
                                        CloudfrontCachePolicyParametersInCacheKeyAndForwardedToOriginHeadersConfig
                                                .builder()
                                                .headerBehavior("whitelist")
                                                .headers(
                                                        CloudfrontCachePolicyParametersInCacheKeyAndForwardedToOriginHeadersConfigHeaders
                                                                .builder()
                                                                .items(List.of("Authorization"))
                                                                .build())
                                                .build())
                                .build())
                .build());
        b.onlyIf(policy, EdgeModule.CLOUDFRONT);
    }

    /**
     * Forwards the visitor's host name, which QIS uses in its links, and which the load balancer's certificate
     * contains.
     */
    private static void originPolicy(Blueprint b) {
        CloudfrontOriginRequestPolicy policy =
                b.add("images", id -> CloudfrontOriginRequestPolicy.Builder.create(b.stack(), id)
                        .name(b.global("qis-images"))
                        .lifecycle(Lifecycles.keepingName())
                        .comment("QIS images: the name they were asked under")
                        .queryStringsConfig(CloudfrontOriginRequestPolicyQueryStringsConfig.builder()
                                .queryStringBehavior("all")
                                .build())
                        .cookiesConfig(CloudfrontOriginRequestPolicyCookiesConfig.builder()
                                .cookieBehavior("none")
                                .build())
                        .headersConfig(CloudfrontOriginRequestPolicyHeadersConfig.builder()
                                .headerBehavior("whitelist")
                                .headers(CloudfrontOriginRequestPolicyHeadersConfigHeaders.builder()
                                        .items(List.of("Host"))
                                        .build())
                                .build())
                        .build());
        b.onlyIf(policy, EdgeModule.CLOUDFRONT);
    }

    private static void distribution(Blueprint b) {
        CloudfrontDistribution front = b.add("this", id -> CloudfrontDistribution.Builder.create(b.stack(), id)
                .comment("QIS ${var.environment}")
                .enabled(true)
                .isIpv6Enabled(true)
                .httpVersion("http2and3")
                .priceClass(b.var("price_class"))
                .aliases(List.of(b.var("host_name")))
                .origin(List.of())
                .defaultCacheBehavior(CloudfrontDistributionDefaultCacheBehavior.builder()
                        .targetOriginId(ORIGIN)
                        .viewerProtocolPolicy("redirect-to-https")
                        // Not in the override, which appends to a list.
                        .allowedMethods(ALL)
                        .cachedMethods(CACHED)
                        .build())
                .restrictions(CloudfrontDistributionRestrictions.builder()
                        .geoRestriction(CloudfrontDistributionRestrictionsGeoRestriction.builder()
                                .restrictionType("none")
                                .build())
                        .build())
                .viewerCertificate(CloudfrontDistributionViewerCertificate.builder()
                        .acmCertificateArn(b.var("cloudfront_certificate_arn"))
                        .sslSupportMethod("sni-only")
                        .minimumProtocolVersion("TLSv1.2_2021")
                        .build())
                .build());
        front.addOverride("web_acl_id", "${var.cloudfront_web_acl_arn == \"\" ? null : var.cloudfront_web_acl_arn}");
        front.addOverride("origin", List.of(origin()));
        behaviour(CACHING_DISABLED, ALL_VIEWER)
                .forEach((name, value) -> front.addOverride("default_cache_behavior." + name, value));
        front.addOverride(
                "ordered_cache_behavior",
                IMAGES.stream().map(EdgeDistribution::images).toList());
        b.onlyIf(front, EdgeModule.CLOUDFRONT);
        b.name(front, "qis");
    }

    private static Map<String, Object> origin() {
        return Map.of(
                "origin_id",
                ORIGIN,
                "domain_name",
                "${var.load_balancer[\"dns_name\"]}",
                "custom_origin_config",
                Map.of(
                        "http_port",
                        80,
                        "https_port",
                        443,
                        "origin_protocol_policy",
                        "https-only",
                        "origin_ssl_protocols",
                        List.of("TLSv1.2"),
                        "origin_read_timeout",
                        ORIGIN_SECONDS,
                        "origin_keepalive_timeout",
                        ORIGIN_SECONDS));
    }

    private static Map<String, Object> images(String path) {
        Map<String, Object> images = new TreeMap<>(behaviour(
                "${one(aws_cloudfront_cache_policy.images[*].id)}",
                "${one(aws_cloudfront_origin_request_policy.images[*].id)}"));
        images.put("path_pattern", path);
        images.put("allowed_methods", READING);
        images.put("cached_methods", CACHED);
        return images;
    }

    private static Map<String, Object> behaviour(String cachePolicy, String originPolicy) {
        return Map.of(
                "target_origin_id", ORIGIN,
                "viewer_protocol_policy", "redirect-to-https",
                "compress", false,
                "cache_policy_id", cachePolicy,
                "origin_request_policy_id", originPolicy);
    }
}
