package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.lb.Lb;
import com.hashicorp.cdktf.providers.aws.lb_listener.LbListener;
import com.hashicorp.cdktf.providers.aws.lb_listener.LbListenerDefaultAction;
import com.hashicorp.cdktf.providers.aws.lb_target_group.LbTargetGroup;
import com.hashicorp.cdktf.providers.aws.lb_target_group.LbTargetGroupHealthCheck;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53Record;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53RecordAlias;
import com.hashicorp.cdktf.providers.aws.s3_bucket_policy.S3BucketPolicy;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.LoadBalancerComponent;
import java.util.List;
import java.util.Map;

/** Load balancer, target group, listeners for ports 80 and 443, certificate, DNS record, and access logs. */
final class LoadBalancerModule implements ModuleDefinition {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    @Override
    public Contract contract() {
        return LoadBalancerComponent.CONTRACT;
    }

    @Override
    public Map<String, Map<String, Object>> mockedData() {
        return Map.of(
                "aws_acm_certificate",
                Map.of("arn", "arn:aws:acm:eu-west-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"));
    }

    @Override
    public void define(Blueprint b) {
        BalancerCertificate.add(b);
        S3BucketPolicy logPolicy = new AccessLogs(b).add();
        Lb balancer = balancer(b, logPolicy);
        LbTargetGroup web = targetGroup(b);
        plain(b, balancer);
        secure(b, balancer, web);
        alias(b, balancer);
        outputs(b);
    }

    /**
     * The name contains the scheme, whose change replaces the load balancer: the old one serves until the new one
     * exists.
     */
    private static Lb balancer(Blueprint b, S3BucketPolicy logPolicy) {
        Lb balancer = b.add("this", id -> Lb.Builder.create(b.stack(), id)
                .name(b.named("qis-${var.internal ? \"ilb\" : \"lb\"}"))
                .loadBalancerType("application")
                .internal(b.any("var.internal"))
                .idleTimeout(b.number("idle_timeout"))
                .dropInvalidHeaderFields(true)
                .desyncMitigationMode("defensive")
                .enableCrossZoneLoadBalancing(true)
                .dependsOn(List.of(logPolicy))
                .lifecycle(Lifecycles.createdFirstKeepingName())
                .build());
        balancer.addOverride("subnets", b.var("subnet_ids"));
        balancer.addOverride("security_groups", b.var("security_group_ids"));
        balancer.addOverride("enable_deletion_protection", b.var("deletion_protection"));
        // Always present, because removing the block would leave the logs enabled.
        balancer.addOverride(
                "access_logs",
                Map.of("bucket", "${join(\"\", aws_s3_bucket.logs[*].id)}", "enabled", b.var("access_logs")));
        b.name(balancer, "qis-lb");
        return balancer;
    }

    /**
     * Uses the health check of the original notes. The name contains the target type, whose change replaces the target
     * group: AWS does not delete a target group that a listener uses, so the new one is created first, under another name.
     */
    private static LbTargetGroup targetGroup(Blueprint b) {
        LbTargetGroup web = b.add("web", id -> LbTargetGroup.Builder.create(b.stack(), id)
                .name(b.named("qis-web-${var.target_type == \"ip\" ? \"ip\" : \"in\"}"))
                .vpcId(b.var("vpc_id"))
                .targetType(b.var("target_type"))
                .protocol("HTTP")
                .port(HTTP)
                .deregistrationDelay(b.var("deregistration_delay"))
                .healthCheck(LbTargetGroupHealthCheck.builder()
                        .enabled(true)
                        .protocol("HTTP")
                        .port("80")
                        .path("/")
                        .matcher("200")
                        .interval(30)
                        .timeout(5)
                        .healthyThreshold(3)
                        .unhealthyThreshold(5)
                        .build())
                .lifecycle(Lifecycles.createdFirstKeepingName())
                .build());
        b.name(web, "qis-web");
        return web;
    }

    /** One listener for redirect and forward, updated in place, because AWS allows one listener per port. */
    private static void plain(Blueprint b, Lb balancer) {
        LbListener listener = b.add("http", id -> LbListener.Builder.create(b.stack(), id)
                .loadBalancerArn(balancer.getArn())
                .port(HTTP)
                .protocol("HTTP")
                .defaultAction(List.of(
                        LbListenerDefaultAction.builder().type(b.var("http")).build()))
                .build());
        listener.addOverride(
                "default_action.0.target_group_arn", "${var.http == \"forward\" ? aws_lb_target_group.web.arn : null}");
        listener.addOverride(
                "default_action.0.dynamic.redirect",
                Map.of(
                        "for_each",
                        "${var.http == \"redirect\" ? [\"HTTPS\"] : []}",
                        "content",
                        Map.of("port", "443", "protocol", "HTTPS", "status_code", "HTTP_301")));
        b.name(listener, "qis-lb-http");
    }

    private static void secure(Blueprint b, Lb balancer, LbTargetGroup web) {
        LbListener listener = b.add("https", id -> LbListener.Builder.create(b.stack(), id)
                .loadBalancerArn(balancer.getArn())
                .port(HTTPS)
                .protocol("HTTPS")
                .sslPolicy(b.var("tls_policy"))
                .certificateArn("${local.certificate_arn}")
                .defaultAction(List.of(LbListenerDefaultAction.builder()
                        .type("forward")
                        .targetGroupArn(web.getArn())
                        .build()))
                .build());
        b.onlyIf(listener, "var.certificate_source != \"none\"");
        b.name(listener, "qis-lb-https");
    }

    private static void alias(Blueprint b, Lb balancer) {
        Route53Record alias = b.add("alias", id -> Route53Record.Builder.create(b.stack(), id)
                .zoneId(b.var("dns_zone_id"))
                .name(b.var("host_name"))
                .type("A")
                .alias(Route53RecordAlias.builder()
                        .name(balancer.getDnsName())
                        .zoneId(balancer.getZoneId())
                        .evaluateTargetHealth(true)
                        .build())
                .build());
        b.onlyIf(alias, "var.dns_zone_id != \"\" && var.alias");
    }

    private static void outputs(Blueprint b) {
        b.output("dns_name", "aws_lb.this.dns_name");
        b.output("zone_id", "aws_lb.this.zone_id");
        b.output("arn", "aws_lb.this.arn");
        b.output("served_arn", "aws_lb.this.arn", "aws_lb_listener.http", "aws_lb_listener.https");
        b.output("arn_suffix", "aws_lb.this.arn_suffix");
        b.output("target_group_arn", "aws_lb_target_group.web.arn");
        b.output(
                "served_target_group_arn",
                "aws_lb_target_group.web.arn",
                "aws_lb_listener.http",
                "aws_lb_listener.https");
        b.output("target_group_arn_suffix", "aws_lb_target_group.web.arn_suffix");
        b.output("certificate_arn", "local.certificate_arn");
        b.output(
                "url",
                "format(\"%s://%s\", var.certificate_source == \"none\" ? \"http\" : \"https\","
                        + " var.host_name != \"\" ? var.host_name : aws_lb.this.dns_name)");
    }
}
