package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment.ServerImage;
import java.util.SortedMap;
import java.util.TreeMap;

/** The AMI of servers. */
final class ServerImages {
    private static final String PARAMETER = "server_image";

    private ServerImages() {}

    /** The SSM parameters that are read at plan time. */
    static SortedMap<String, String> parameters(ServerImage image) {
        SortedMap<String, String> parameters = new TreeMap<>();
        if (image.isParameter()) {
            parameters.put(PARAMETER, image.parameterName());
        }
        return parameters;
    }

    /** The AMI ID, or a reference to the value of the SSM parameter at plan time. */
    static Reference<Kind.MachineImage> image(ServerImage image) {
        return image.isParameter()
                ? Reference.to("data.aws_ssm_parameter." + PARAMETER + ".insecure_value")
                : new Reference<>(image.reference());
    }
}
