package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

/** The seed's section “VPC configuration”. */
final class NetworkChecks {
    private static final String DEFAULT_ROUTE = "/routeSet/item[destinationCidrBlock='0.0.0.0/0']";

    private final Standing standing;

    NetworkChecks(Standing standing) {
        this.standing = standing;
    }

    void run() {
        standing.checks().check("VPC: qis-vpc with CIDR block 192.168.0.0/16", this::vpc);
        standing.checks().check("VPC: subnets qis-subnet-1a, 1b, 1c, each with its zone and /20", this::subnets);
        standing.checks().check("VPC: internet gateway qis-vpc-ig, attached to qis-vpc", this::gateway);
        if (standing.tiered()) {
            standing.checks()
                    .check("VPC (tiered): the public subnets lead to the internet gateway", this::publicRoutes);
            standing.checks().check("VPC (tiered): the application subnets lead to NAT", this::applicationRoutes);
            standing.checks().check("VPC (tiered): the data subnets have no default route", this::dataRoutes);
            standing.checks().check("VPC (tiered): the main route table leads nowhere", this::mainIsEmpty);
            standing.checks().check("VPC (tiered): the services of AWS by endpoints inside the VPC", this::endpoints);
        } else {
            standing.checks().check("VPC: main route table, 0.0.0.0/0 to the internet gateway", this::mainRoute);
            standing.checks().check("VPC: no subnet leaves the main route table", this::oneTable);
        }
    }

    private void vpc() {
        assertThat(standing.vpc().text("cidrBlock")).isEqualTo("192.168.0.0/16");
        assertThat(standing.vpc().tag("Name")).isEqualTo(standing.named("qis-vpc"));
        assertThat(standing.vpc().tag("qis-aws:environment")).isEqualTo(standing.name());
    }

    private void subnets() {
        Map<String, String> found = new TreeMap<>();
        standing.inVpc("DescribeSubnets")
                .parts("//subnetSet/item")
                .forEach(subnet -> found.put(
                        subnet.tag("Name"), subnet.text("availabilityZone") + " " + subnet.text("cidrBlock")));
        Map<String, String> expected = new TreeMap<>();
        tier(expected, "", 0);
        if (standing.tiered()) {
            tier(expected, "application-", 3);
            tier(expected, "data-", 6);
        }
        assertThat(found).isEqualTo(expected);
    }

    private void tier(Map<String, String> expected, String infix, int firstSlot) {
        for (int i = 0; i < Standing.ZONES.size(); i++) {
            String zone = Standing.ZONES.get(i);
            expected.put(
                    standing.named("qis-subnet-" + infix + "1" + zone),
                    "eu-west-1" + zone + " 192.168." + (firstSlot + i) * 16 + ".0/20");
        }
    }

    private void gateway() {
        XmlAnswer gateway = standing.aws().ec2("DescribeInternetGateways", "tag:Name", standing.named("qis-vpc-ig"));
        assertThat(gateway.text("//attachmentSet/item/vpcId")).isEqualTo(standing.vpcId());
    }

    private String gatewayId() {
        return standing.aws()
                .ec2("DescribeInternetGateways", "attachment.vpc-id", standing.vpcId())
                .text("//internetGatewayId");
    }

    private void mainRoute() {
        assertThat(tables().texts("//item[associationSet/item/main='true']" + DEFAULT_ROUTE + "/gatewayId"))
                .containsExactly(gatewayId());
    }

    private void mainIsEmpty() {
        assertThat(tables().texts("//item[associationSet/item/main='true']/routeSet/item/destinationCidrBlock"))
                .containsExactly("192.168.0.0/16");
    }

    private void oneTable() {
        assertThat(tables().texts("//routeTableSet/item/routeTableId")).hasSize(1);
        assertThat(tables().texts("//associationSet/item/subnetId")).isEmpty();
    }

    private void publicRoutes() {
        for (String subnet : standing.subnetsOf("public")) {
            assertThat(of(subnet, "gatewayId")).isEqualTo(gatewayId());
        }
    }

    private void applicationRoutes() {
        String nat = standing.aws()
                .ec2("DescribeNatGateways", "vpc-id", standing.vpcId())
                .text("//natGatewaySet/item[state='available']/natGatewayId");
        for (String subnet : standing.subnetsOf("application")) {
            assertThat(of(subnet, "natGatewayId")).isEqualTo(nat).startsWith("nat-");
        }
    }

    private void dataRoutes() {
        for (String subnet : standing.subnetsOf("data")) {
            assertThat(tables().texts(table(subnet) + "/routeTableId")).hasSize(1);
            assertThat(tables().texts(table(subnet) + DEFAULT_ROUTE)).isEmpty();
        }
    }

    /** The data tier has no other way to them. */
    private void endpoints() {
        assertThat(standing.inVpc("DescribeVpcEndpoints").texts("//vpcEndpointSet/item/serviceName"))
                .map(service -> service.replace("com.amazonaws.eu-west-1.", ""))
                .containsExactlyInAnyOrder("s3", "logs", "secretsmanager", "ssm", "ssmmessages");
        String data = tables().text(table(standing.subnetsOf("data").get(0)) + "/routeTableId");
        assertThat(standing.inVpc("DescribeVpcEndpoints")
                        .texts("//item[vpcEndpointType='Gateway']/routeTableIdSet/item"))
                .contains(data);
    }

    private String of(String subnet, String target) {
        return tables().text(table(subnet) + DEFAULT_ROUTE + "/" + target);
    }

    private static String table(String subnet) {
        return "//routeTableSet/item[associationSet/item/subnetId='" + subnet + "']";
    }

    private XmlAnswer tables() {
        return standing.inVpc("DescribeRouteTables");
    }
}
