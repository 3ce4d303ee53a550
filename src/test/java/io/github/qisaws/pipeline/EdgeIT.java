package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The parts of the edge that the emulator has, in front of the original's own plan. */
class EdgeIT {
    private static final String LIMIT = "rate-limit";

    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> webAclOnTheLoadBalancer() throws IOException {
        return new Life("classic", folder)
                .with(Map.of("operator-email: ops@example.com", "edge: {waf: true, rate-limit: 500}"))
                .lived(false, present -> present.standing()
                        .checks()
                        .check(
                                "Edge: a web ACL with limit and managed rules on the load balancer",
                                () -> webAcl(present.standing())));
    }

    private static void webAcl(Standing standing) {
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
