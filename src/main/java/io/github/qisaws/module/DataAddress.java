package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.providers.aws.data_aws_subnet.DataAwsSubnet;
import com.hashicorp.cdktf.providers.aws.ec2_subnet_cidr_reservation.Ec2SubnetCidrReservation;
import com.hashicorp.cdktf.providers.aws.instance.Instance;
import com.hashicorp.cdktf.providers.aws.network_interface.NetworkInterface;
import java.util.Map;

/**
 * The data server's fixed IP address, because the web servers' NFS mounts resolve the DNS name only once. AWS gives it
 * to no other server, also while the data server is replaced: it is reserved in the subnet, by the network module or here,
 * or in a subnet that is not ours, it belongs to a network interface that outlives the server.
 */
final class DataAddress {
    /** Host number of the reserved address, which is valid in the smallest subnet too. */
    static final int HOST_NUMBER = 10;

    private static final String OWN = "var.address == \"interface\"";

    private DataAddress() {}

    /** Sets the local value private_ip; returns the reservation, on which the server depends. */
    static TerraformResource add(Blueprint b) {
        b.add("this", id -> DataAwsSubnet.Builder.create(b.stack(), id)
                .id(b.var("subnet_id"))
                .build());
        b.local("reserved_ip", "cidrhost(data.aws_subnet.this.cidr_block, " + HOST_NUMBER + ")");
        b.local("private_ip", OWN + " ? one(aws_network_interface.this[*].private_ip) : local.reserved_ip");
        Ec2SubnetCidrReservation reservation =
                b.add("this", id -> Ec2SubnetCidrReservation.Builder.create(b.stack(), id)
                        .subnetId(b.var("subnet_id"))
                        .cidrBlock("${local.reserved_ip}/32")
                        .reservationType("explicit")
                        .description("QIS data server")
                        .build());
        b.onlyIf(reservation, "var.address == \"reserved\"");
        NetworkInterface ownInterface = b.add("this", id -> NetworkInterface.Builder.create(b.stack(), id)
                .subnetId(b.var("subnet_id"))
                .description("QIS data server")
                .build());
        ownInterface.addOverride("security_groups", b.var("security_group_ids"));
        b.onlyIf(ownInterface, OWN);
        b.name(ownInterface, "qis-data-server");
        return reservation;
    }

    /** Gives the server the reserved address, or the network interface, which has subnet, address, and groups. */
    static void of(Instance server) {
        server.addOverride("subnet_id", reserved("var.subnet_id"));
        server.addOverride("private_ip", reserved("local.reserved_ip"));
        server.addOverride("vpc_security_group_ids", reserved("var.security_group_ids"));
        server.addOverride(
                "dynamic.network_interface",
                Map.of(
                        "for_each",
                        "${aws_network_interface.this[*].id}",
                        "content",
                        Map.of("device_index", 0, "network_interface_id", "${network_interface.value}")));
    }

    private static String reserved(String expression) {
        return "${" + OWN + " ? null : " + expression + "}";
    }
}
