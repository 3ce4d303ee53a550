package io.github.qisaws.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestEngine;
import io.github.qisaws.architecture.Tags;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.recovery.Tagged;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What a kill in the midst of a creation leaves, asked of an emulator. */
class TaggedResourcesIT {
    @TempDir
    static Path folder;

    private static Emulator emulator;
    private static AwsAccess access;
    private static String network;

    @BeforeAll
    static void start() {
        emulator = new Emulators(new ProcessRunner(new Interrupts()), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), line -> {});
        access = new AwsAccess("eu-west-1", emulator.over(TestEngine.OURS, "eu-west-1"));
        try (Ec2Client ec2 = ec2()) {
            network = ec2.createVpc(request ->
                            request.cidrBlock("10.0.0.0/16").tagSpecifications(tags(ResourceType.VPC, "aws_vpc.this")))
                    .vpc()
                    .vpcId();
        }
    }

    @AfterAll
    static void stop() {
        if (emulator != null) {
            emulator.close();
        }
    }

    @Test
    void whatCarriesTheTagsIsFoundOnce() {
        assertThat(Tagged.of(new TaggedResources(access, "demo", true).list(), "demo"))
                .containsExactly(new Tagged("module.network.aws_vpc.this", network));
        assertThat(Tagged.of(new TaggedResources(access, "other", false).list(), "other"))
                .isEmpty();
    }

    @Test
    void whatAwsBackupRestoresAsATestBelongsToNoEnvironment() {
        try (Ec2Client ec2 = ec2()) {
            String resource = "aws_ebs_volume.database/r1";
            TagSpecification ours = tags(ResourceType.VOLUME, resource);
            String volume = ec2.createVolume(request ->
                            request.availabilityZone("eu-west-1a").size(1).tagSpecifications(ours))
                    .volumeId();
            String restored = ec2.createVolume(request -> request.availabilityZone("eu-west-1a")
                            .size(1)
                            .tagSpecifications(ours.copy(copy -> copy.tags(
                                    Stream.concat(ours.tags().stream(), Stream.of(tag("awsbackup-restore-test", "")))
                                            .toList()))))
                    .volumeId();
            AwsDataAccount data = new AwsDataAccount(access);
            assertThat(data.volume("demo", resource)).contains(volume);
            ec2.deleteVolume(request -> request.volumeId(volume));
            assertThat(data.volume("demo", resource)).isEmpty();
            assertThat(new TaggedResources(access, "demo", false).list())
                    .noneSatisfy(each -> assertThat(each.arnOrId()).endsWith(restored));
        }
    }

    @Test
    void theRuleWithWhichAwsMakesAGroupIsFoundAndTakenAway() {
        try (Ec2Client ec2 = ec2()) {
            String group = ec2.createSecurityGroup(request -> request.groupName("half-made")
                            .description("half made")
                            .vpcId(network))
                    .groupId();
            IpPermission https = IpPermission.builder()
                    .ipProtocol("tcp")
                    .fromPort(443)
                    .toPort(443)
                    .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                    .build();
            ec2.authorizeSecurityGroupEgress(request -> request.groupId(group).ipPermissions(https));
            OpenSecurityGroups groups = new OpenSecurityGroups(access);
            List<OpenSecurityGroups.Rule> open = groups.open(List.of(group));
            assertThat(open).extracting(OpenSecurityGroups.Rule::group).containsExactly(group);
            groups.close(open.get(0));
            assertThat(groups.open(List.of(group))).isEmpty();
            assertThat(ec2.describeSecurityGroups(request -> request.groupIds(group))
                            .securityGroups()
                            .get(0)
                            .ipPermissionsEgress())
                    .as("the rule to one port stays")
                    .hasSize(1);
        }
    }

    private static Ec2Client ec2() {
        return access.configure("EC2", Ec2Client.builder()).build();
    }

    private static TagSpecification tags(ResourceType type, String resource) {
        return TagSpecification.builder()
                .resourceType(type)
                .tags(tag(Tags.ENVIRONMENT, "demo"), tag(Tags.COMPONENT, "network"), tag(Tags.RESOURCE, resource))
                .build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
