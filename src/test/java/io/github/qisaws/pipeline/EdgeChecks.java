package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** The parts of the edge that the emulator has. */
final class EdgeChecks {
    /** What an environment file gets to have them. */
    static final String KEYS = "edge: {waf: true, rate-limit: 500}\n";

    private static final String LIMIT = "rate-limit";

    private final Standing standing;

    EdgeChecks(Standing standing) {
        this.standing = standing;
    }

    void run() {
        standing.checks().check("Edge: a web ACL with limit and managed rules on the load balancer", this::webAcl);
    }

    private void webAcl() {
        JsonNode list = standing.aws().json("wafv2", "AWSWAF_20190729.ListWebACLs", "{\"Scope\": \"REGIONAL\"}");
        assertThat(list.at("/WebACLs/0/Name").asText()).isEqualTo(standing.named("qis"));
        JsonNode acl = standing.aws()
                .json(
                        "wafv2",
                        "AWSWAF_20190729.GetWebACL",
                        "{\"Scope\": \"REGIONAL\", \"Name\": \"" + standing.named("qis") + "\", \"Id\": \""
                                + list.at("/WebACLs/0/Id").asText() + "\"}");
        assertThat(acl.at("/WebACL/Rules").findValuesAsText("Name"))
                .contains(LIMIT, "AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet");
        assertThat(acl.at("/WebACL/Rules/0/Statement/RateBasedStatement/Limit").asInt())
                .isEqualTo(500);
    }
}
