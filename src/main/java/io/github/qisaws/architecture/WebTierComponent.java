package io.github.qisaws.architecture;

import io.github.qisaws.architecture.WebTierInputs.Fleet;
import io.github.qisaws.architecture.WebTierInputs.Machine;
import io.github.qisaws.architecture.WebTierInputs.Place;
import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.Layout;
import io.github.qisaws.environment.Environment.ServerImage;
import io.github.qisaws.environment.Topology.Managed;
import io.github.qisaws.environment.Topology.TwoServers;
import java.util.List;

/** The full-time web server and the auto-scaled ones beside it. */
public final class WebTierComponent {
    public static final Contract CONTRACT = new Contract(
            "web-tier",
            "Web tier",
            "One full-time web server, which can be left out, and an auto-scaling group of further ones (0 to 3 unless"
                    + " told otherwise) behind a load balancer's target group. Scaling watches the mean CPU of all web servers, the full-time"
                    + " one and the group's, so that an empty group starts too. A new image"
                    + " replaces the full-time server, new before old, and is rolled out in the group by an instance"
                    + " refresh that goes back when it fails. An apply never undoes the capacity that auto-scaling"
                    + " chose.",
            inputs(),
            List.of(
                    new Contract.Output("group_name", "Name of the auto-scaling group."),
                    new Contract.Output(
                            "full_time_instance_id",
                            "Id of the full-time web server; null without one, or when it is a group that replaces itself."),
                    new Contract.Output("launch_template_id", "Launch template of the groups' web servers."),
                    new Contract.Output(
                            "topic_arn",
                            "Topic of the notifications to the operator, also for CloudWatch alarms of this account;"
                                    + " null without an operator_email."),
                    new Contract.Output("role_name", "IAM role of the web servers, for further policies.")),
            List.of());

    private WebTierComponent() {}

    private static List<Input> inputs() {
        return List.of(
                CommonInputs.ENVIRONMENT,
                CommonInputs.TAGS,
                CommonInputs.ids("subnet_ids", "subnet", 1)
                        .describedAs("Subnets of the web servers, one per zone; the full-time one is in the first.")
                        .build(),
                CommonInputs.ids("security_group_ids", "sg", 1)
                        .describedAs("Security groups of the web servers.")
                        .build(),
                CommonInputs.amiId("Another one replaces the web servers."),
                CommonInputs.instanceType(
                        "web.instance-type",
                        "Another one restarts the full-time server and replaces those of the group."),
                CommonInputs.publicAddress()
                        .describedAs("Public addresses, for subnets whose only way out is the internet gateway.")
                        .build(),
                arn("target_group_arn", "elasticloadbalancing", "targetgroup/qis-demo/0123456789abcdef")
                        .describedAs("Target group of the load balancer that the web servers join.")
                        .build(),
                arn("secret_arn", "secretsmanager", "secret:qis-aws/demo-AbCdEf")
                        .describedAs("Secret that the web servers read; its region and account are taken to be theirs.")
                        .build(),
                Input.optional("master_secret_arn", "string", "")
                        .decidedBy("architecture")
                        .describedAs("RDS's own secret, with which the first web server makes role and databases, and"
                                + " puts the value of the application's secret; empty when a database server does it.")
                        .matching(
                                "|arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]+",
                                "master_secret_arn must be empty or the ARN of a secret.",
                                "rds!db-0123")
                        .build(),
                CommonInputs.roleSettings(
                        "QIS_ROLE", "QIS_REGION", "QIS_ENVIRONMENT", "QIS_SECRET_ID", "QIS_DATABASE_MASTER_SECRET_ID"),
                Input.of("web.root-volume")
                        .describedAs("Size of each web server's volume in GiB.")
                        .build(),
                ScalingInput.INPUT,
                Input.optional("full_time", "bool", true)
                        .decidedBy("architecture")
                        .describedAs("A full-time web server beside the group; without it the group holds all of them.")
                        .flag()
                        .rule(
                                "var.full_time || var.scaling.minimum >= 1",
                                "full_time false needs a scaling.minimum of 1 or more: nothing would start the first"
                                        + " server.",
                                false)
                        .build(),
                Input.of("web.self-healing")
                        .describedAs("The full-time web server is a group of one that replaces itself when it fails,"
                                + " instead of a single instance.")
                        .build(),
                Input.optional("operator_email", "string", "")
                        .decidedBy("operator-email")
                        .describedAs("Gets a mail when a web server of a group is launched or ended, and when that or"
                                + " an instance refresh fails; empty means no mail. AWS asks the receiver to confirm.")
                        .matching(
                                "|[^@ ]+@[^@ ]+[.][^@ ]+",
                                "operator_email must be a mail address such as ops@example.com, or empty.",
                                "nobody")
                        .build());
    }

    private static Input.Builder arn(String name, String service, String resource) {
        return Input.required(name, "string", "arn:aws:" + service + ":eu-west-1:123456789012:" + resource)
                .matching(CommonInputs.ARN, name + " must be an ARN.", "qis");
    }

    /** The components that a web server depends on. */
    record Surroundings(
            NetworkOutputs network, FirewallOutputs firewall, LoadBalancerOutputs loadBalancer, DataServices backing) {}

    /** With the full-time web server. */
    static WebTierOutputs call(Environment environment, TwoServers topology, Surroundings around) {
        Application application = topology.application();
        return call(
                environment,
                around,
                machine(environment, application, topology.serverImage(), around),
                new Fleet(topology.web().scaling(), true, email(application)));
    }

    /** With scaled web servers only. */
    static WebTierOutputs call(Environment environment, Managed topology, Surroundings around) {
        Application application = topology.application();
        return call(
                environment,
                around,
                machine(environment, application, topology.serverImage(), around),
                new Fleet(topology.web().scaling(), false, email(application)));
    }

    private static Machine machine(
            Environment environment, Application application, ServerImage image, Surroundings around) {
        return new Machine(
                ServerImages.image(image),
                around.backing().secretArn(),
                around.backing().masterSecretArn(),
                RoleSettings.ofWebServer(environment, application, around.loadBalancer(), around.backing()));
    }

    private static String email(Application application) {
        return application.operations().operatorEmail().orElse("");
    }

    /** Puts the web servers into the application subnets and behind the load balancer. */
    private static WebTierOutputs call(Environment environment, Surroundings around, Machine machine, Fleet fleet) {
        return new WebTierOutputs(Call.of(new WebTierInputs(
                Common.of(environment, CONTRACT),
                new Place(
                        around.network().applicationSubnetIds(),
                        around.firewall().webGroupIds(),
                        environment.network().layout() == Layout.OPEN,
                        around.loadBalancer().targetGroupArn()),
                machine,
                fleet)));
    }
}
