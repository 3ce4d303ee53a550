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

/** The load balancer that terminates TLS in front of the web servers. */
public final class LoadBalancerComponent {
    public static final Contract CONTRACT = new Contract(
            "load-balancer",
            "Load balancer",
            "An Application Load Balancer in the given subnets, internet-facing or internal. It terminates TLS and forwards plain"
                    + " HTTP to the web servers of its target group. Port 80 redirects browsers to HTTPS or forwards"
                    + " plain HTTP. The certificate comes from ACM: given by ARN, issued after DNS validation, or"
                    + " imported beforehand, so the Terraform state contains no private key.",
            inputs(),
            List.of(
                    new Contract.Output("dns_name", "DNS name of the load balancer."),
                    new Contract.Output(
                            "zone_id", "Route 53 zone ID of the load balancer's DNS name, for alias" + " records."),
                    new Contract.Output("arn", "ARN of the load balancer."),
                    new Contract.Output(
                            "served_arn", "ARN of the load balancer, known once its listeners use the target group."),
                    new Contract.Output("arn_suffix", "Load balancer name in CloudWatch metrics."),
                    new Contract.Output(
                            "target_group_arn", "ARN of the target group in which web servers are" + " registered."),
                    new Contract.Output(
                            "served_target_group_arn",
                            "ARN of the target group, known only after the listeners exist, because ECS rejects a"
                                    + " target group without a load balancer."),
                    new Contract.Output("target_group_arn_suffix", "Target group name in CloudWatch metrics."),
                    new Contract.Output("certificate_arn", "ARN of the certificate for port 443; empty without one."),
                    new Contract.Output(
                            "url", "URL of QIS, with host_name or otherwise the load balancer's DNS name.")),
            List.of(new Contract.Stateful("aws_s3_bucket.logs", "the access logs of the last 90 days")));

    private LoadBalancerComponent() {}

    private static List<Input> inputs() {
        return List.of(
                CommonInputs.ENVIRONMENT,
                CommonInputs.TAGS,
                CommonInputs.id("vpc_id", "vpc")
                        .describedAs("VPC of the web servers.")
                        .build(),
                CommonInputs.ids("subnet_ids", "subnet", 2)
                        .describedAs("Subnets, each in a different zone: public ones, or for an internal load balancer"
                                + " any.")
                        .build(),
                Input.of("load-balancer.internal")
                        .describedAs("Give the load balancer only private IP addresses. A change creates a load"
                                + " balancer with another name before it destroys the old one.")
                        .build(),
                CommonInputs.ids("security_group_ids", "sg", 1)
                        .describedAs("Security groups of the load balancer.")
                        .build(),
                Input.of("load-balancer.http")
                        .describedAs("Port 80. redirect: 301 to HTTPS. forward: plain HTTP to the web servers.")
                        .build(),
                certificateSource(),
                Input.optional("certificate_arn", "string", "")
                        .decidedBy("load-balancer.certificate")
                        .describedAs("ARN of an ACM certificate, for certificate_source arn; otherwise empty.")
                        .matching(
                                "|arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/.+",
                                "certificate_arn must be empty or the ARN of an ACM certificate.",
                                "arn:aws:iam::123456789012:server-certificate/qis")
                        .build(),
                hostName(),
                dnsZone(),
                Input.optional("alias", "bool", true)
                        .decidedBy("edge.dns-zone")
                        .describedAs("Create a record in dns_zone_id that points host_name to the load balancer. Set"
                                + " to false if host_name points to CloudFront.")
                        .flag()
                        .build(),
                tlsPolicy(),
                Input.of("load-balancer.access-logs")
                        .describedAs("Store access logs in an S3 bucket for 90 days.")
                        .build(),
                Input.of("load-balancer.idle-timeout")
                        .describedAs("Time in seconds after which an idle connection is closed. It stays below the"
                                + " web servers' 75 s keep-alive to avoid 502 errors.")
                        .build(),
                Input.optional("deletion_protection", "bool", true)
                        .fedBy("protect")
                        .describedAs("Keep the load balancer from being deleted, and the log bucket unless it is"
                                + " empty.")
                        .build(),
                Input.optional("target_type", "string", "instance")
                        .decidedBy("architecture")
                        .describedAs("instance: EC2 instances. ip: ECS tasks, each with its own IP address. A change"
                                + " replaces the target group.")
                        .oneOf("instance", "ip")
                        .build(),
                Input.optional("deregistration_delay", "number", 300)
                        .describedAs("Time in seconds for a deregistered web server to finish its requests.")
                        .between(0, 3600)
                        .build());
    }

    private static Input certificateSource() {
        return Input.optional("certificate_source", "string", "imported")
                .decidedBy("load-balancer.certificate")
                .describedAs("Source of the certificate for port 443. none: no port 443. arn: certificate_arn. dns:"
                        + " issued by ACM for host_name after DNS validation in dns_zone_id. imported: imported into"
                        + " ACM for host_name (if empty, for qis-<environment>.internal), for example with qis-aws"
                        + " certificate.")
                .oneOf(certificateSources())
                .rule(
                        "var.certificate_source != \"arn\" || var.certificate_arn != \"\"",
                        "certificate_source arn requires certificate_arn.",
                        "arn")
                .rule(
                        "var.certificate_source != \"dns\" || (var.host_name != \"\" && var.dns_zone_id != \"\")",
                        "certificate_source dns requires host_name and dns_zone_id.",
                        "dns")
                .rule(
                        "var.certificate_source != \"none\" || var.http == \"forward\"",
                        "certificate_source none requires http = forward, because HTTPS is then unavailable.",
                        "none")
                .build();
    }

    /** The sources of environment files, and none, for callers of the module without qis-aws. */
    private static List<String> certificateSources() {
        return Stream.concat(
                        Stream.of("none"),
                        Arrays.stream(Certificate.Source.values()).map(ModuleWords::of))
                .toList();
    }

    private static Input hostName() {
        return Input.of("host-name")
                .describedAs("Public DNS name of QIS; empty means the load balancer's DNS name.")
                .matching(
                        CommonInputs.HOST_NAME,
                        "host_name must be empty or a lower-case DNS name such as images.example.com.",
                        "https://images.example.com/")
                .rule("length(var.host_name) <= 253", "host_name must be at most 253 characters.", "a.".repeat(130))
                .build();
    }

    private static Input dnsZone() {
        return Input.optional("dns_zone_id", "string", "")
                .decidedBy("load-balancer.certificate")
                .describedAs("Route 53 zone in which a record points host_name to the load balancer; empty means that"
                        + " another provider serves the DNS.")
                .matching("|[A-Z0-9]{1,32}", "dns_zone_id must be empty or a zone ID such as Z0123456789ABC.", "a-zone")
                .rule(
                        "var.dns_zone_id == \"\" || var.host_name != \"\"",
                        "dns_zone_id requires host_name.",
                        "Z0123456789ABC")
                .build();
    }

    private static Input tlsPolicy() {
        return Input.of("load-balancer.tls-policy")
                .describedAs("TLS security policy of port 443; TLS 1.2 is the minimum.")
                .matching(
                        "ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)-[A-Za-z0-9-]+",
                        "tls_policy must be an AWS security policy that allows only TLS 1.2 and later, such as"
                                + " ELBSecurityPolicy-TLS13-1-2-2021-06.",
                        "ELBSecurityPolicy-2015-05")
                .build();
    }

    static LoadBalancerOutputs call(
            Environment environment, Application application, NetworkOutputs network, FirewallOutputs firewall) {
        return call(environment, application, network, firewall, "instance");
    }

    /** The load balancer in front of ECS tasks, each with its own IP address. */
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
                new Place(network.vpcId(), subnets(application, network), firewall.loadBalancerGroupIds()),
                new Names(
                        valueFor(certificate, Certificate.Source.DNS),
                        !application.edge().isCloudFront()),
                new Listeners(certificate.source(), valueFor(certificate, Certificate.Source.ARN)),
                new Behaviour(targetType))));
    }

    private static References<Kind.Subnet> subnets(Application application, NetworkOutputs network) {
        return application.loadBalancer().internal() ? network.applicationSubnetIds() : network.publicSubnetIds();
    }

    private static String valueFor(Certificate certificate, Certificate.Source source) {
        return certificate.source() == source ? certificate.value() : "";
    }
}
