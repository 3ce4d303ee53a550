package io.github.qisaws.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class KnownTest {
    private static final String STATE = """
            {"resources": [
              {"module": "module.firewall", "mode": "managed", "type": "aws_security_group", "name": "ssh",
               "instances": [{"index_key": 0, "status": "tainted", "attributes": {"id": "sg-1", "arn": "arn:x"}}]},
              {"module": "module.network", "mode": "managed", "type": "aws_subnet", "name": "public",
               "instances": [{"index_key": "eu-west-1a", "attributes": {"id": "subnet-1"}}]},
              {"mode": "managed", "type": "aws_vpc", "name": "this", "instances": [{"attributes": {"id": "vpc-1"}}]},
              {"mode": "data", "type": "aws_region", "name": "current", "instances": [{"attributes": {"id": "r"}}]}]}
            """;

    @Test
    void addressesAreMadeAsTheEngineWritesThem() throws JsonProcessingException {
        Known known = Known.of(new ObjectMapper().readTree(STATE));
        assertThat(known.has("module.firewall.aws_security_group.ssh[0]")).isTrue();
        assertThat(known.has("module.network.aws_subnet.public[\"eu-west-1a\"]"))
                .isTrue();
        assertThat(known.has("aws_vpc.this")).isTrue();
        assertThat(known.has("aws_region.current"))
                .as("what is only read is not ours")
                .isFalse();
        assertThat(known.ids("aws_security_group")).containsExactly("sg-1");
    }

    @Test
    void whatIsHalfMadeAndWhatIsAnotherIsTold() throws JsonProcessingException {
        Known known = Known.of(new ObjectMapper().readTree(STATE));
        assertThat(known.tainted()).containsExactly("module.firewall.aws_security_group.ssh[0]");
        assertThat(known.hasAnother(new Tagged("aws_vpc.this", "vpc-2"))).isTrue();
        assertThat(known.hasAnother(new Tagged("aws_vpc.this", "vpc-1"))).isFalse();
        assertThat(known.hasAnother(new Tagged("aws_vpc.other", "vpc-2"))).isFalse();
    }

    @Test
    void aResourceWithoutArnIsComparedByItsIdAlone() throws JsonProcessingException {
        Known known = Known.of(new ObjectMapper().readTree(STATE));
        assertThat(known.hasAnother(new Tagged("aws_vpc.this", "/qis/log-group")))
                .as("its ID begins with a slash")
                .isTrue();
    }

    @Test
    void noStateKnowsNothing() {
        assertThat(Known.of(new ObjectMapper().createObjectNode()).has("aws_vpc.this"))
                .isFalse();
    }
}
