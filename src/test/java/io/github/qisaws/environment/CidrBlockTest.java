package io.github.qisaws.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrBlockTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "10.1.2.3/8, 10.0.0.0/8",
        "0.0.0.0/0, 0.0.0.0/0",
        "255.255.255.255/32, 255.255.255.255/32",
        "::/0, ::/0",
        "::1/128, ::1/128",
        "2001:db8::1/32, 2001:db8::/32",
        "FD00:1:0:0:2:0:0:3/128, fd00:1::2:0:0:3/128",
    })
    void clearsItsHostBits(String text, String network) {
        assertThat(CidrBlock.parse(text).orElseThrow().network()).hasToString(network);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0",
                "10.0.0.0/33",
                "10.0.0/8",
                "10.0.0.0.0/8",
                "256.0.0.0/8",
                "010.0.0.0/8",
                "10.0.0.0/08",
                "10.0.0.0/-1",
                "10..0.0/8",
                "1:2:3/64",
                "::1::/64",
                "1:2:3:4:5:6:7:8:9/64",
                "12345::/16",
                "::/129",
                "::g/64",
                "1:2:3:4:5:6:7:8::/64"
            })
    void isNoneOfThese(String text) {
        assertThat(CidrBlock.parse(text)).isEmpty();
    }

    @ParameterizedTest(name = "{0} within {1}: {2}")
    @CsvSource({
        "10.0.0.0/24, 10.0.0.0/16, true",
        "10.0.0.0/16, 10.0.0.0/24, false",
        "10.1.0.0/24, 10.0.0.0/16, false",
        "10.0.0.0/24, ::/0, false",
    })
    void knowsWhatLiesWithin(String inner, String outer, boolean within) {
        CidrBlock block = CidrBlock.parse(outer).orElseThrow();

        assertThat(block.contains(CidrBlock.parse(inner).orElseThrow())).isEqualTo(within);
    }

    @ParameterizedTest(name = "{0} private: {1}")
    @CsvSource({
        "172.16.0.0/12, true",
        "172.32.0.0/16, false",
        "100.64.0.0/16, true",
        "100.128.0.0/16, false",
        "192.168.0.0/16, true",
        "192.169.0.0/16, false",
        "10.0.0.0/7, false",
    })
    void knowsPrivateRanges(String text, boolean isPrivate) {
        assertThat(CidrBlock.parse(text).orElseThrow().isPrivate()).isEqualTo(isPrivate);
    }
}
