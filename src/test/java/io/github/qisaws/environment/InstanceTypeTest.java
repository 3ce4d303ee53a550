package io.github.qisaws.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceTypeTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "t4g.medium, arm64",
        "m7g.large, arm64",
        "c6gd.large, arm64",
        "a1.medium, arm64",
        "x2gd.large, arm64",
        "im4gn.large, arm64",
        "is4gen.large, arm64",
        "c7gn.large, arm64",
        "g5g.xlarge, arm64",
        "hpc7g.4xlarge, arm64",
        "i8g.large, arm64",
        "t3.medium, x86_64",
        "t3a.medium, x86_64",
        "g4dn.xlarge, x86_64",
        "g6.xlarge, x86_64",
        "gr6.4xlarge, x86_64",
        "m7i-flex.large, x86_64",
        "u-6tb1.metal, x86_64",
        "u7i-12tb.224xlarge, x86_64",
        "c5n.metal, x86_64",
        "m7a.medium, x86_64",
    })
    void architectureFollowsFromTheFamily(String type, String architecture) {
        assertThat(InstanceType.wrong(type)).isEmpty();
        assertThat(InstanceType.of(type).architecture().label()).isEqualTo(architecture);
    }

    @ParameterizedTest(name = "{0} has {1} vCPUs")
    @CsvSource({
        "t2.nano, 1",
        "t2.medium, 2",
        "t3.nano, 2",
        "t4g.small, 2",
        "t3.medium, 2",
        "t3.large, 2",
        "t3.2xlarge, 8",
        "m7g.medium, 1",
        "m7i.large, 2",
        "c7i.xlarge, 4",
        "c7i.24xlarge, 96",
        "c7i.metal-24xl, 96",
        "c5n.metal, 0",
        "hpc6a.48xlarge, 0",
        "u7i-12tb.224xlarge, 0",
        "mac1.metal, 0",
    })
    void vcpusFollowFromTheSizeWhereItIsRegular(String type, int vcpus) {
        assertThat(InstanceType.of(type).vcpus().orElse(0)).isEqualTo(vcpus);
    }

    /** EC2 User Guide, "Instance types", column hypervisor. */
    @ParameterizedTest
    @CsvSource({
        "t2.medium,false", "m4.large,false", "c4.xlarge,false", "r4.large,false", "i3.large,false", "i3.metal,true",
        "t3.medium,true", "t4g.small,true", "m5.large,true", "m7g.large,true", "c7gn.xlarge,true", "x2gd.medium,true"
    })
    void volumesAreFoundOnNitroOnly(String type, boolean nitro) {
        assertThat(InstanceType.of(type).isNitro()).isEqualTo(nitro);
    }
}
