package io.github.qisaws.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The addresses of a module's resources")
class AddressesTest {
    private static final String BEFORE =
            "{'resource':{'aws_vpc':{'this':{}},'aws_subnet':{'public':{'for_each':'${var.zones}'}}}}";

    @TempDir
    private Path folder;

    private static SortedMap<String, String> module(String main) {
        return new TreeMap<>(Map.of("network/main.tf.json", main.replace('\'', '"'), "network/README.md", "x"));
    }

    private List<String> lostBy(String main) {
        Modules.noteAddresses(folder, module(BEFORE));
        return Modules.lost(folder, module(main));
    }

    @Test
    void areNotedAndStayNotedWhenMoreCome() throws IOException {
        assertThat(Modules.noteAddresses(folder, module(BEFORE))).isTrue();
        assertThat(Modules.noteAddresses(folder, module(BEFORE))).isFalse();
        assertThat(Modules.noteAddresses(folder, module("{'resource':{'aws_eip':{'nat':{}}}}")))
                .isTrue();

        assertThat(Files.readAllLines(folder.resolve("ADDRESSES")))
                .contains("network aws_vpc.this", "network aws_subnet.public for_each", "network aws_eip.nat");
    }

    @Test
    void mayNotGoSilently() {
        assertThat(lostBy("{'resource':{'aws_vpc':{'main':{}},'aws_subnet':{'public':{'for_each':'x'}}}}"))
                .containsExactly(
                        "network: aws_vpc.this was removed without a moved or removed block; was it renamed to aws_vpc.main?");
    }

    @Test
    void mayGoWithABlockThatSaysWhereTo() {
        assertThat(lostBy("{'resource':{'aws_vpc':{'main':{}},'aws_subnet':{'public':{'for_each':'x'}}},"
                        + "'moved':[{'from':'aws_vpc.this','to':'aws_vpc.main'}]}"))
                .isEmpty();
        assertThat(lostBy("{'resource':{'aws_subnet':{'public':{'for_each':'x'}}},"
                        + "'removed':[{'from':'aws_vpc.this','lifecycle':{'destroy':false}}]}"))
                .isEmpty();
    }

    @Test
    void mayNotLeadNowhere() {
        assertThat(lostBy("{'resource':{'aws_subnet':{'public':{'for_each':'x'}}},"
                        + "'moved':[{'from':'aws_vpc.this','to':'aws_vpc.main'}]}"))
                .containsExactly("network: a moved block points to aws_vpc.main, which does not exist");
    }

    @Test
    void mayNotGetOtherInstancesSilently() {
        String counted = "{'resource':{'aws_vpc':{'this':{}},'aws_subnet':{'public':{'count':3}}}%s}";

        assertThat(lostBy(counted.formatted("")))
                .containsExactly(
                        "network: aws_subnet.public has different instances than before (count or for_each) without a moved block");
        assertThat(lostBy(counted.formatted(",'moved':[{'from':'aws_subnet.public[0]','to':'aws_subnet.public[0]'}]")))
                .isEmpty();
    }

    @Test
    void mayBecomeConditionalSinceTerraformFollowsThatByItself() {
        assertThat(lostBy("{'resource':{'aws_vpc':{'this':{'count':1}},'aws_subnet':{'public':{'for_each':'x'}}}}"))
                .isEmpty();
    }
}
