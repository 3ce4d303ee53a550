package io.github.qisaws.architecture;

import io.github.qisaws.architecture.WebTierInputs.Fleet;
import io.github.qisaws.architecture.WebTierInputs.Machine;
import io.github.qisaws.architecture.WebTierInputs.Place;
import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Copies;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.Layout;
import io.github.qisaws.environment.Environment.ScalingPolicy;
import io.github.qisaws.environment.Environment.ServerImage;
import io.github.qisaws.environment.Topology.Managed;
import io.github.qisaws.environment.Topology.TwoServers;
import java.util.List;

/** The full-time web server and the auto-scaled web servers. */
public final class WebTierComponent {
    public static final Contract CONTRACT = new Contract(
            "web-tier",
            "Web tier",
            "An optional full-time web server, and an Auto Scaling group of further web servers (0 to 3 by default),"
                    + " behind a load balancer's target group. Scaling uses the average CPU of all web servers,"
                    + " including the full-time one, so that an empty group can grow. A new AMI replaces the"
                    + " full-time server (create, then destroy), and is rolled out in the group by an instance"
                    + " refresh. An apply does not change the current capacity of the"
                    + " group.",
            inputs(),
            List.of(
                    new Contract.Output("group_name", "Name of the Auto Scaling group."),
                    new Contract.Output(
                            "full_time_instance_id",
                            "Instance ID of the full-time web server; null without one or with self_healing."),
                    new Contract.Output(
                            "launch_template_id", "ID of the launch template of the auto-scaled web" + " servers."),
                    new Contract.Output(
                            "topic_arn",
                            "ARN of the SNS topic for notifications to operator_email, to which CloudWatch alarms of"
                                    + " this account can also publish; null without operator_email."),
                    new Contract.Output("role_name", "IAM role of the web servers, for additional policies.")),
            List.of());

    private WebTierComponent() {}

    private static List<Input> inputs() {
        return List.of(
                CommonInputs.ENVIRONMENT,
                CommonInputs.TAGS,
                CommonInputs.ENCRYPTION_KEY,
                CommonInputs.IAM_PATH,
                CommonInputs.PERMISSIONS_BOUNDARY,
                CommonInputs.ids("subnet_ids", "subnet", 1)
                        .describedAs("Subnets of the web servers, one per zone. The full-time web server is in the"
                                + " first.")
                        .build(),
                CommonInputs.ids("security_group_ids", "sg", 1)
                        .describedAs("Security groups of the web servers.")
                        .build(),
                CommonInputs.amiId("A change replaces the web servers."),
                CommonInputs.amiOwners(),
                CommonInputs.instanceType(
                        "web.instance-type",
                        "A change restarts the full-time web server and replaces those of the group."),
                CommonInputs.publicAddress()
                        .describedAs("Assign public IP addresses, for subnets without NAT.")
                        .build(),
                arn("target_group_arn", "elasticloadbalancing", "targetgroup/qis-demo/0123456789abcdef")
                        .describedAs("Target group in which the web servers are registered.")
                        .build(),
                CommonInputs.LOAD_BALANCER_ARN,
                arn("secret_arn", "secretsmanager", "secret:qis-aws/demo-AbCdEf")
                        .describedAs("Secret that the web servers read, in the same region and account.")
                        .build(),
                Input.optional("master_secret_arn", "string", "")
                        .decidedBy("architecture")
                        .describedAs("Master user secret of RDS, with which the first web server creates the database"
                                + " role and databases, and sets the value of the application secret; empty with a"
                                + " data server, which does this itself.")
                        .matching(
                                "|arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]+",
                                "master_secret_arn must be empty or the ARN of a secret.",
                                "rds!db-0123")
                        .build(),
                CommonInputs.roleSettings(
                        "QIS_ROLE", "QIS_REGION", "QIS_ENVIRONMENT", "QIS_SECRET_ID", "QIS_DATABASE_MASTER_SECRET_ID"),
                Input.optional("data_copy", "string", "")
                        .decidedBy("data")
                        .describedAs("Name of the restored data that a data server serves, such as r1; empty for the"
                                + " original. A change replaces the web servers, because files of the earlier data"
                                + " are open on them.")
                        .matching("|[a-z0-9]+(-[a-z0-9]+)?", "data_copy must be empty, or the names of copies.", "R 1")
                        .build(),
                Input.of("web.root-volume")
                        .describedAs("Size of each web server's root volume in GiB.")
                        .build(),
                ScalingInput.INPUT,
                Input.optional("full_time", "bool", true)
                        .decidedBy("architecture")
                        .describedAs("Create a full-time web server in addition to the Auto Scaling group.")
                        .flag()
                        .rule(
                                "var.full_time || var.scaling.minimum >= 1",
                                "full_time = false requires a scaling.minimum of at least 1, because scaling cannot"
                                        + " start the first server.",
                                false)
                        .build(),
                Input.of("web.self-healing")
                        .describedAs("Run the full-time web server in an Auto Scaling group of one, which replaces it"
                                + " if it fails.")
                        .build(),
                CommonInputs.operatorEmail()
                        .decidedBy("operator-email")
                        .describedAs("Email address that is notified when a web server of a group is launched or"
                                + " terminated, and when a launch, termination, or instance refresh fails. Empty"
                                + " means no notifications. AWS asks the recipient to confirm.")
                        .build());
    }

    private static Input.Builder arn(String name, String service, String resource) {
        return Input.required(name, "string", "arn:aws:" + service + ":eu-west-1:123456789012:" + resource)
                .matching(CommonInputs.ARN, name + " must be an ARN.", "qis");
    }

    /** Components that a web server depends on. */
    record Surroundings(
            NetworkOutputs network, FirewallOutputs firewall, LoadBalancerOutputs loadBalancer, DataServices backing) {}

    /** The web tier with a full-time web server. */
    static WebTierOutputs call(Environment environment, TwoServers topology, Surroundings around) {
        Application application = topology.application();
        return call(
                environment,
                around,
                machine(environment, application, topology.serverImage(), around),
                new Fleet(topology.web().scaling(), true, email(application)));
    }

    /** The web tier with auto-scaled web servers only. */
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
                RoleSettings.ofWebServer(environment, application, around.loadBalancer(), around.backing()),
                dataCopy(environment));
    }

    /** Empty for the original, so that web servers of environments without a restore stay as they are. */
    private static String dataCopy(Environment environment) {
        List<String> serving =
                Copies.of(environment).stream().map(Copies::serving).toList();
        return serving.stream().allMatch(Copies.ORIGINAL::equals) ? "" : String.join("-", serving);
    }

    private static String email(Application application) {
        return application.operations().operatorEmail().orElse("");
    }

    /** Only for scaling that needs it: otherwise the web servers would wait for the load balancer. */
    private static Reference<Kind.Arn> counted(Surroundings around, Fleet fleet) {
        return fleet.scaling().policy() == ScalingPolicy.REQUEST_COUNT
                ? around.loadBalancer().servedArn()
                : new Reference<>("");
    }

    /** Places the web servers in the application subnets, behind the load balancer. */
    private static WebTierOutputs call(Environment environment, Surroundings around, Machine machine, Fleet fleet) {
        return new WebTierOutputs(Call.of(new WebTierInputs(
                Common.of(environment, CONTRACT),
                new Place(
                        around.network().applicationSubnetIds(),
                        around.firewall().webGroupIds(),
                        environment.network().layout() == Layout.OPEN,
                        around.loadBalancer().targetGroupArn(),
                        counted(around, fleet)),
                machine,
                fleet)));
    }
}
