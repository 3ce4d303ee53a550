package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Firewalls and storage of Google Cloud and Azure that are opened to everybody, each with a harmless neighbour. */
class OtherCloudsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            google_compute_firewall | {'direction':'INGRESS','source_ranges':['0.0.0.0/0'],'allow':[{'protocol':'tcp','ports':['22']}]} | OPEN_TO_WORLD | BLOCK
            google_compute_firewall | {'source_ranges':['0.0.0.0/0'],'allow':[{'protocol':'tcp','ports':['443']}]} | OPEN_TO_WORLD | WARN
            google_compute_firewall | {'source_ranges':['0.0.0.0/0'],'allow':[{'protocol':'all'}]} | OPEN_TO_WORLD | BLOCK
            google_compute_firewall | {'source_ranges':['0.0.0.0/0'],'deny':[{'protocol':'all'}]} | |
            google_compute_firewall | {'direction':'EGRESS','source_ranges':['0.0.0.0/0'],'allow':[{'protocol':'all'}]} | |
            google_compute_firewall | {'source_ranges':['10.0.0.0/8'],'allow':[{'protocol':'tcp','ports':['22']}]} | |
            azurerm_network_security_rule | {'access':'Allow','direction':'Inbound','source_address_prefix':'*','destination_port_range':'3389'} | OPEN_TO_WORLD | BLOCK
            azurerm_network_security_rule | {'access':'Allow','direction':'Inbound','source_address_prefix':'Internet','destination_port_range':'443'} | OPEN_TO_WORLD | WARN
            azurerm_network_security_rule | {'access':'Deny','direction':'Inbound','source_address_prefix':'*','destination_port_range':'*'} | |
            azurerm_network_security_rule | {'access':'Allow','direction':'Outbound','source_address_prefix':'*','destination_port_range':'*'} | |
            azurerm_network_security_rule | {'access':'Allow','direction':'Inbound','source_address_prefix':'VirtualNetwork','destination_port_range':'22'} | |
            azurerm_network_security_group | {'security_rule':[{'access':'Allow','direction':'Inbound','source_address_prefix':'*','destination_port_range':'22'}]} | OPEN_TO_WORLD | BLOCK
            google_storage_bucket_iam_member | {'member':'allUsers'} | PUBLIC_STORAGE | BLOCK
            google_storage_bucket_iam_member | {'member':'user:a@example.com'} | |
            google_storage_bucket_iam_binding | {'members':['user:a@example.com','allAuthenticatedUsers']} | PUBLIC_STORAGE | BLOCK
            google_storage_bucket_access_control | {'entity':'allUsers'} | PUBLIC_STORAGE | BLOCK
            """)
    void anOpeningIsFound(String type, String after, RuleName rule, Level level) {
        assertThat(Judged.findings(PlanJson.of(type + ".x", "'create'", "null", after)))
                .extracting(finding -> finding.rule() + " " + finding.level())
                .isEqualTo(rule == null ? List.of() : List.of(rule + " " + level));
    }

    @Test
    void onePortMoreOfSeveralIsFound() {
        String firewall = "{'source_ranges':['0.0.0.0/0'],'allow':[{'protocol':'tcp','ports':[%s]}]}";

        assertThat(Judged.findings(PlanJson.of(
                        "google_compute_firewall.x",
                        "'update'",
                        firewall.formatted("'80','443'"),
                        firewall.formatted("'80','443','5432'"))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo(RuleName.OPEN_TO_WORLD))
                .asString()
                .contains("ports 443, 5432, 80");
    }
}
