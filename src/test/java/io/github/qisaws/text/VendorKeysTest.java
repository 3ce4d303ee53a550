package io.github.qisaws.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VendorKeysTest {
    @Test
    void eachBeginningOfAKeyIsMasked() {
        assertThat(VendorKeys.beginnings()).hasSizeGreaterThan(100).allSatisfy(beginning -> {
            String key = beginning + "Zq4x7Marker8vT";
            assertThat(Secrets.mask("key is " + key + " here"))
                    .startsWith("key is (hidden")
                    .endsWith(" here");
        });
    }
}
