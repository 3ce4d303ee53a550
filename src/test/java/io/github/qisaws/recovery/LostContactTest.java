package io.github.qisaws.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.terraform.Diagnostic;
import io.github.qisaws.terraform.Diagnostic.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LostContactTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Plugin did not respond | true",
                "Request cancelled | true",
                "Plugin error | true",
                "Unsupported plugin method | false",
                "operation error EC2: CreateVpc, https response error StatusCode: 200, deserialization failed | true",
                "operation error EC2: CreateVpc, https response error StatusCode: 503, RequestID: a, api error x | true",
                "operation error EC2: CreateVpc, https response error StatusCode: 403, RequestID: 5, api error x | false",
                "operation error EC2: CreateVpc, request send failed, Post \"http://x\": connection refused | true",
                "creating Subnet: operation error EC2: CreateSubnet, exceeded maximum number of attempts | true",
                "creating Subnet: context canceled | true",
                "creating Instance: api error InsufficientInstanceCapacity: try another zone | false",
                "api error ExpiredToken: The security token included in the request is expired | false"
            })
    void anAnswerThatNeverCameIsNotARefusal(String summary, boolean lost) {
        assertThat(LostContact.in(List.of(diagnostic(Severity.ERROR, summary)))).isEqualTo(lost);
        assertThat(LostContact.in(List.of(diagnostic(Severity.WARNING, summary))))
                .isFalse();
    }

    private static Diagnostic diagnostic(Severity severity, String summary) {
        return new Diagnostic(severity, summary, "", "", Optional.empty(), Optional.empty());
    }
}
