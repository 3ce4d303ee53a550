package io.github.qisaws.architecture;

import io.github.qisaws.architecture.LoadBalancerInputs.Behaviour;
import io.github.qisaws.architecture.LoadBalancerInputs.Listeners;
import io.github.qisaws.architecture.LoadBalancerInputs.Names;
import io.github.qisaws.architecture.LoadBalancerInputs.Place;
import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The balancer that ends TLS in front of the web servers. */
public final class LoadBalancerComponent {
    public static final Contract CONTRACT = new Contract(
            "load-balancer",
            "Load balancer",
            "An internet-facing application load balancer in every given subnet, which ends TLS and passes plain HTTP"
                    + " to the web servers of its target group. Port 80 sends the browser to HTTPS, or serves as the"
                    + " original did. The certificate comes from ACM: named by ARN, made and proven by DNS, or"
                    + " imported beforehand, so that no private key enters Terraform's state.",
            inputs(),
            List.of(
                    new Contract.Output("dns_name", "DNS name of the load balancer."),
                    new Contract.Output("zone_id", "Route 53 zone of the DNS name, for alias records."),
                    new Contract.Output("arn", "ARN of the load balancer."),
                    new Contract.Output("arn_suffix", "The load balancer as CloudWatch's metrics name it."),
                    new Contract.Output("target_group_arn", "ARN of the target group that web servers join."),
                    new Contract.Output(
                            "served_target_group_arn",
                            "The same ARN, known only when the listeners are there: ECS refuses a target group without"
                                    + " a load balancer."),
                    new Contract.Output("target_group_arn_suffix", "The target group as CloudWatch's metrics name it."),
                    new Contract.Output("certificate_arn", "ARN of the certificate of port 443; empty without one."),
                    new Contract.Output("url", "Where QIS answers: the host name, or else the balancer's own name.")),
            List.of(new Contract.Stateful("aws_s3_bucket.logs", "the record of all requests of the last 90 days")));

    private LoadBalancerComponent() {}

    private static List<Input> inputs() {
        return List.of(
                CommonInputs.ENVIRONMENT,
                CommonInputs.TAGS,
                CommonInputs.id("vpc_id", "vpc")
                        .describedAs("VPC of the web servers.")
                        .build(),
                CommonInputs.ids("subnet_ids", "subnet", 2)
                        .describedAs("Public subnets, each in a zone of its own.")
                        .build(),
                CommonInputs.ids("security_group_ids", "sg", 1)
                        .describedAs("Security groups of the load balancer.")
                        .build(),
                Input.of("load-balancer.http")
                        .describedAs("Port 80. redirect: 301 to HTTPS. forward: plain HTTP to the web servers, as the"
                                + " original did.")
                        .build(),
                certificateSource(),
                Input.optional("certificate_arn", "string", "")
                        .decidedBy("load-balancer.certificate")
                        .describedAs("ARN of a certificate in ACM, for certificate_source arn; otherwise empty.")
                        .matching(
                                "|arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/.+",
                                "certificate_arn must be empty or the ARN of a certificate in ACM.",
                                "arn:aws:iam::123456789012:server-certificate/qis")
                        .build(),
                hostName(),
                dnsZone(),
                Input.optional("alias", "bool", true)
                        .decidedBy("edge.dns-zone")
                        .describedAs("Make host_name point to the load balancer in dns_zone_id; false when it points"
                                + " elsewhere, such as to CloudFront in front of it.")
                        .flag()
                        .build(),
                tlsPolicy(),
                Input.of("load-balancer.access-logs")
                        .describedAs("Keep a record of all requests for 90 days in a bucket of its own.")
                        .build(),
                Input.of("load-balancer.idle-timeout")
                        .describedAs("Seconds until an idle connection is closed; below the keep-alive of 75 s of the"
                                + " web servers, which avoids stray 502 answers.")
                        .build(),
                Input.optional("deletion_protection", "bool", true)
                        .fedBy("protect")
                        .describedAs("AWS refuses to delete the load balancer, and the bucket of logs while it is not"
                                + " empty.")
                        .build(),
                Input.optional("target_type", "string", "instance")
                        .decidedBy("architecture")
                        .describedAs(
                                "instance: servers. ip: tasks of ECS, each with an address of its own. Another type"
                                        + " needs a new target group.")
                        .oneOf("instance", "ip")
                        .build(),
                Input.optional("deregistration_delay", "number", 300)
                        .describedAs("Seconds that a leaving web server gets to finish its requests.")
                        .between(0, 3600)
                        .build());
    }

    private static Input certificateSource() {
        return Input.optional("certificate_source", "string", "imported")
                .decidedBy("load-balancer.certificate")
                .describedAs("Where the certificate of port 443 comes from. none: no port 443. arn: certificate_arn."
                        + " dns: made by ACM for host_name and proven in dns_zone_id. imported: imported into ACM for"
                        + " host_name, or qis-<environment>.internal when that is empty; qis-aws certificate does it.")
                .oneOf(certificateSources())
                .rule(
                        "var.certificate_source != \"arn\" || var.certificate_arn != \"\"",
                        "certificate_source arn needs certificate_arn.",
                        "arn")
                .rule(
                        "var.certificate_source != \"dns\" || (var.host_name != \"\" && var.dns_zone_id != \"\")",
                        "certificate_source dns needs host_name and dns_zone_id.",
                        "dns")
                .rule(
                        "var.certificate_source != \"none\" || var.http == \"forward\"",
                        "certificate_source none needs http to be forward: a redirect to HTTPS would lead nowhere.",
                        "none")
                .build();
    }

    /** Those of environment files, and none, which only other callers use. */
    private static List<String> certificateSources() {
        return Stream.concat(
                        Stream.of("none"),
                        Arrays.stream(Certificate.Source.values()).map(ModuleWords::of))
                .toList();
    }

    private static Input hostName() {
        return Input.of("host-name")
                .describedAs("Public DNS name of QIS; empty means the load balancer's own name.")
                .matching(
                        "|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])",
                        "host_name must be empty or a DNS name in lower case such as images.example.com.",
                        "https://images.example.com/")
                .rule("length(var.host_name) <= 253", "host_name must be at most 253 characters.", "a.".repeat(130))
                .build();
    }

    private static Input dnsZone() {
        return Input.optional("dns_zone_id", "string", "")
                .decidedBy("load-balancer.certificate")
                .describedAs("Route 53 zone in which host_name is made to point to the load balancer; empty means that"
                        + " DNS is kept elsewhere.")
                .matching("|[A-Z0-9]{1,32}", "dns_zone_id must be empty or a zone id such as Z0123456789ABC.", "a-zone")
                .rule(
                        "var.dns_zone_id == \"\" || var.host_name != \"\"",
                        "dns_zone_id needs host_name.",
                        "Z0123456789ABC")
                .build();
    }

    private static Input tlsPolicy() {
        return Input.of("load-balancer.tls-policy")
                .describedAs("AWS's name for the TLS versions and ciphers of port 443; TLS 1.2 is the oldest allowed.")
                .matching(
                        "ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)-[A-Za-z0-9-]+",
                        "tls_policy must be a policy of AWS that allows TLS 1.2 and newer only, such as"
                                + " ELBSecurityPolicy-TLS13-1-2-2021-06.",
                        "ELBSecurityPolicy-2015-05")
                .build();
    }

    static LoadBalancerOutputs call(
            Environment environment, Application application, NetworkOutputs network, FirewallOutputs firewall) {
        return call(environment, application, network, firewall, "instance");
    }

    /** In front of tasks of ECS, each with an address of its own. */
    static LoadBalancerOutputs callForTasks(
            Environment environment, Application application, NetworkOutputs network, FirewallOutputs firewall) {
        return call(environment, application, network, firewall, "ip");
    }

    private static LoadBalancerOutputs call(
            Environment environment,
            Application application,
            NetworkOutputs network,
            FirewallOutputs firewall,
            String targetType) {
        Certificate certificate = application.loadBalancer().certificate();
        return new LoadBalancerOutputs(Call.of(new LoadBalancerInputs(
                Common.of(environment, CONTRACT),
                new Place(network.vpcId(), network.publicSubnetIds(), firewall.loadBalancerGroupIds()),
                new Names(
                        valueFor(certificate, Certificate.Source.DNS),
                        !application.edge().isCloudFront()),
                new Listeners(certificate.source(), valueFor(certificate, Certificate.Source.ARN)),
                new Behaviour(targetType))));
    }

    private static String valueFor(Certificate certificate, Certificate.Source source) {
        return certificate.source() == source ? certificate.value() : "";
    }
}
