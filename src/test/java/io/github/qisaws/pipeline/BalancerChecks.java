package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

/** The seed's section “Load balancer”. */
final class BalancerChecks {
    private static final String SERVICE = "elasticloadbalancing";

    private final Standing standing;

    BalancerChecks(Standing standing) {
        this.standing = standing;
    }

    void run() {
        Checks checks = standing.checks();
        checks.check("Load balancer: qis-lb inside qis-vpc", () -> assertThat(balancer("VpcId"))
                .isEqualTo(standing.vpcId()));
        // The emulator leaves the default, internet-facing, unsaid.
        checks.check("Load balancer: not internal", () -> assertThat(balancers().texts("//Scheme"))
                .doesNotContain("internal"));
        checks.check("Load balancer: all public subnets selected", this::subnets);
        checks.check("Load balancer: security group qis-lb-sg", () -> assertThat(
                        balancers().texts("//LoadBalancers/member/SecurityGroups/member"))
                .containsExactly(standing.groupId("qis-lb-sg")));
        if (standing.tiered()) {
            checks.check("Load balancer (redirect): HTTP 80 leads to HTTPS 443", this::redirect);
        } else {
            checks.check("Load balancer: HTTP port 80 to HTTP port 80", () -> forwards("80", "HTTP"));
        }
        checks.check("Load balancer: HTTPS port 443 to HTTP port 80", () -> forwards("443", "HTTPS"));
        checks.check("Load balancer: SSL details, an imported certificate and a current policy", this::certificate);
        checks.check("Load balancer: health check / on HTTP port 80", this::health);
        checks.check("Load balancer: the full-time web server is its target", this::target);
        checks.check("Load balancer: idle time-out 60 s, access logs", this::attributes);
    }

    private XmlAnswer balancers() {
        return standing.aws().call(SERVICE, "DescribeLoadBalancers", "Names.member.1", standing.named("qis-lb"));
    }

    private String balancer(String attribute) {
        return balancers().text("//LoadBalancers/member/" + attribute);
    }

    private void subnets() {
        assertThat(balancers().texts("//AvailabilityZones/member/SubnetId"))
                .containsExactlyInAnyOrderElementsOf(standing.subnetsOf("public"));
    }

    private XmlAnswer listener(String port) {
        return standing.aws()
                .call(SERVICE, "DescribeListeners", "LoadBalancerArn", balancer("LoadBalancerArn"))
                .parts("//Listeners/member[Port='" + port + "']")
                .get(0);
    }

    private void forwards(String port, String protocol) {
        XmlAnswer listener = listener(port);
        assertThat(listener.text("Protocol")).isEqualTo(protocol);
        assertThat(listener.text("DefaultActions/member/Type")).isEqualTo("forward");
        assertThat(listener.text("DefaultActions/member/TargetGroupArn")).isEqualTo(group("TargetGroupArn"));
        assertThat(group("Protocol") + " " + group("Port")).isEqualTo("HTTP 80");
    }

    private void redirect() {
        XmlAnswer listener = listener("80");
        assertThat(listener.text("DefaultActions/member/Type")).isEqualTo("redirect");
        assertThat(listener.text("DefaultActions/member/RedirectConfig/Port")).isEqualTo("443");
        assertThat(listener.text("DefaultActions/member/RedirectConfig/Protocol"))
                .isEqualTo("HTTPS");
        assertThat(listener.text("DefaultActions/member/RedirectConfig/StatusCode"))
                .isEqualTo("HTTP_301");
    }

    private void certificate() {
        XmlAnswer listener = listener("443");
        assertThat(listener.text("SslPolicy")).isEqualTo("ELBSecurityPolicy-TLS13-1-2-2021-06");
        String arn = listener.text("Certificates/member/CertificateArn");
        assertThat(standing.aws()
                        .json("acm", "CertificateManager.DescribeCertificate", "{\"CertificateArn\":\"" + arn + "\"}")
                        .at("/Certificate/Type")
                        .asText())
                .isEqualTo("IMPORTED");
    }

    private XmlAnswer groups() {
        return standing.aws().call(SERVICE, "DescribeTargetGroups", "Names.member.1", standing.named("qis-web-in"));
    }

    private String group(String attribute) {
        return groups().text("//TargetGroups/member/" + attribute);
    }

    private void health() {
        assertThat(group("HealthCheckPath")).isEqualTo("/");
        assertThat(group("HealthCheckProtocol")).isEqualTo("HTTP");
        assertThat(group("HealthCheckPort")).isEqualTo("80");
        assertThat(group("Matcher/HttpCode")).isEqualTo("200");
    }

    private void target() {
        assertThat(standing.aws()
                        .call(SERVICE, "DescribeTargetHealth", "TargetGroupArn", group("TargetGroupArn"))
                        .texts("//TargetHealthDescriptions/member/Target/Id"))
                .containsExactly(standing.server("qis-web-full-time").text("instanceId"));
    }

    private void attributes() {
        XmlAnswer attributes = standing.aws()
                .call(SERVICE, "DescribeLoadBalancerAttributes", "LoadBalancerArn", balancer("LoadBalancerArn"));
        assertThat(attributes.text("//member[Key='idle_timeout.timeout_seconds']/Value"))
                .isEqualTo("60");
        assertThat(attributes.text("//member[Key='access_logs.s3.enabled']/Value"))
                .isEqualTo("true");
    }
}
