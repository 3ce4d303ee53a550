package io.github.qisaws.aws;

import io.github.qisaws.architecture.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The AMIs of one region, and the SSM parameter with the current AMI. */
public final class ImageRegistry {
    private static final String COMPONENT = "image";
    static final String NO_SUCH_IMAGE = "InvalidAMIID";

    private final AwsAccess access;

    public ImageRegistry(AwsAccess access) {
        this.access = access;
    }

    public String region() {
        return access.region();
    }

    /** All AMIs that pipelines of qis-aws built or copied in this region, of any environment. */
    public List<MachineImage> images() {
        return described(request -> request.owners("self").filters(filter("tag:" + Tags.COMPONENT, COMPONENT)));
    }

    /** The AMI with this ID, including one that another account shares. */
    public Optional<MachineImage> image(String id) {
        return described(request -> request.imageIds(id)).stream().findFirst();
    }

    /** The account's own AMIs with this name; AWS allows several. */
    public List<MachineImage> named(String name) {
        return described(request -> request.owners("self").filters(filter("name", name)));
    }

    private List<MachineImage> described(Function<DescribeImagesRequest.Builder, DescribeImagesRequest.Builder> which) {
        DescribeImagesRequest request = which.apply(
                        DescribeImagesRequest.builder().includeDeprecated(true))
                .build();
        return ec2("ec2:DescribeImages", ec2 -> {
            try {
                return ec2.describeImages(request).images().stream()
                        .map(ImageRegistry::of)
                        .toList();
            } catch (Ec2Exception e) {
                // For an unknown ID, AWS returns an error instead of an empty list.
                if (e.awsErrorDetails() != null
                        && e.awsErrorDetails().errorCode().startsWith(NO_SUCH_IMAGE)) {
                    return List.of();
                }
                throw e;
            }
        });
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private static MachineImage of(Image image) {
        return new MachineImage(
                image.imageId(),
                image.name(),
                image.creationDate(),
                image.architectureAsString(),
                image.stateAsString(),
                image.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
    }

    /** Starts an encrypted copy of an AMI from another region, with its name and tags; returns the ID of the copy. */
    public String copy(MachineImage source, String sourceRegion, Optional<String> kmsKey) {
        // The tag makes the copy of any AMI appear in the list.
        Map<String, String> marked = new TreeMap<>(source.ownTags());
        marked.put(Tags.COMPONENT, COMPONENT);
        List<Tag> tags = marked.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        return access.change(
                        "ec2:CopyImage",
                        "started a copy of " + source.id() + " in " + region(),
                        () -> ec2(ec2 -> ec2.copyImage(request -> request.name(source.name())
                                .description("QIS server, copied from " + source.id() + " in " + sourceRegion)
                                .sourceImageId(source.id())
                                .sourceRegion(sourceRegion)
                                .encrypted(true)
                                .kmsKeyId(kmsKey.orElse(null))
                                .tagSpecifications(TagSpecification.builder()
                                        .resourceType(ResourceType.IMAGE)
                                        .tags(tags)
                                        .build()))))
                .imageId();
    }

    public Optional<String> parameter(String name) {
        return ssm("ssm:GetParameter", ssm -> {
            try {
                return Optional.of(ssm.getParameter(request -> request.name(name))
                        .parameter()
                        .value());
            } catch (ParameterNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    public void setParameter(String name, String ami) {
        access.change(
                "ssm:PutParameter",
                "set the parameter " + name + " of " + region() + " to " + ami,
                () -> ssm(ssm -> ssm.putParameter(request ->
                        request.name(name).value(ami).type(ParameterType.STRING).overwrite(true))));
    }

    private <T> T ec2(String action, Function<Ec2Client, T> question) {
        return access.call(action, () -> ec2(question));
    }

    private <T> T ec2(Function<Ec2Client, T> call) {
        try (Ec2Client ec2 = access.configure("EC2", Ec2Client.builder()).build()) {
            return call.apply(ec2);
        }
    }

    private <T> T ssm(String action, Function<SsmClient, T> question) {
        return access.call(action, () -> ssm(question));
    }

    private <T> T ssm(Function<SsmClient, T> call) {
        try (SsmClient ssm = access.configure("SSM", SsmClient.builder()).build()) {
            return call.apply(ssm);
        }
    }
}
