package io.github.qisaws.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.terraform.Diagnostic;
import io.github.qisaws.terraform.Diagnostic.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImportsTest {
    private static final String VPC = "module.network.aws_vpc.this";

    @Test
    void anIdThatDoesNotExistGivesWayToTheNextAndIsNotTriedAgain() {
        Imports imports = new Imports();
        imports.add(VPC, "vpc-1");
        imports.add(VPC, "vpc-2");
        assertThat(imports.drop(List.of(error(
                        "Cannot import non-existent remote object",
                        "While attempting to import an existing object to \"" + VPC
                                + "\", the provider detected that no object exists with the given id."))))
                .isTrue();
        assertThat(imports.file()).contains("vpc-2").doesNotContain("vpc-1");
        assertThat(imports.add(VPC, "vpc-1")).isFalse();
    }

    @Test
    void anAddressWithoutABlockIsNotAdopted() {
        Imports imports = new Imports();
        imports.add(VPC, "vpc-1");
        assertThat(imports.drop(List.of(error(
                        "Configuration for import target does not exist",
                        "The configuration for the given import " + VPC
                                + " does not exist. All target instances must have an associated configuration to be"
                                + " imported."))))
                .isTrue();
        assertThat(imports.isEmpty()).isTrue();
    }

    /** Words of Terraform 1.11.4 and of provider 5.100.0, resourceRouteTableAssociationImport. */
    @Test
    void whatHasAKeyAndWhatIsToldByItsPartsAreDroppedToo() {
        String route = "module.network.aws_route.application_nat[\"eu-west-1a\"]";
        String one = "module.network.aws_route_table_association.data[\"eu-west-1a\"]";
        String other = "module.network.aws_route_table_association.data[\"eu-west-1b\"]";
        Imports imports = new Imports();
        imports.add(route, "rtb-1_0.0.0.0/0");
        imports.add(one, "subnet-1/rtb-2");
        imports.add(other, "subnet-2/rtb-2");
        assertThat(imports.drop(List.of(
                        error(
                                "Cannot import non-existent remote object",
                                "While attempting to import an existing object to"
                                        + " \"module.network.aws_route.application_nat[\\\"eu-west-1a\\\"]\", the provider"
                                        + " detected that no object exists with the given id."),
                        error("No association found between route table ID rtb-2 and target ID subnet-2", ""))))
                .isTrue();
        assertThat(imports.addresses()).containsExactly(one);
    }

    @Test
    void anotherErrorDropsNothing() {
        Imports imports = new Imports();
        imports.add(VPC, "vpc-1");
        assertThat(imports.drop(List.of(error("reading EC2 VPC (vpc-1)", "AccessDenied: not authorized"))))
                .isFalse();
        assertThat(imports.drop(List.of(error("reading EC2 VPC (vpc-2)", "not found"))))
                .isFalse();
        assertThat(imports.drop(List.of(error("Cannot import non-existent remote object", "to \"aws_vpc.other\""))))
                .isFalse();
        assertThat(imports.addresses()).containsExactly(VPC);
    }

    @Test
    void theIdsOfATypeAreThoseToImport() {
        Imports imports = new Imports();
        imports.add(VPC, "vpc-1");
        imports.add("module.firewall.aws_security_group.data", "sg-1");
        imports.add("module.firewall.aws_security_group.data", "sg-2");
        assertThat(imports.ids("aws_security_group")).containsExactly("sg-1");
    }

    @Test
    void anErrorAboutALongerIdIsNotAboutTheShorter() {
        Imports imports = new Imports();
        imports.add(VPC, "vpc-1");
        assertThat(imports.drop(List.of(error("reading EC2 VPC: vpc-10 not found", ""))))
                .isFalse();
    }

    private static Diagnostic error(String summary, String detail) {
        return new Diagnostic(Severity.ERROR, summary, detail, "", Optional.empty(), Optional.empty());
    }
}
