package io.github.qisaws.emulator;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Creates in an emulator what an environment expects in its account. */
public final class Preparation {
    private static final Pattern IMAGE = Pattern.compile("<imageId>(ami-[0-9a-f]+)</imageId>");

    private final URI endpoint;
    private final String region;

    Preparation(URI endpoint, String region) {
        this.endpoint = endpoint;
        this.region = region;
    }

    /**
     * Registers an AMI.
     *
     * @param architecture {@code x86_64} or {@code arm64}
     * @return the AMI's ID
     */
    public String registerImage(String name, String architecture) {
        Map<String, String> form = new TreeMap<>(Map.of(
                "Action", "RegisterImage",
                "Version", "2016-11-15",
                "Name", name,
                "Architecture", architecture,
                "RootDeviceName", "/dev/sda1",
                "VirtualizationType", "hvm",
                "BlockDeviceMapping.1.DeviceName", "/dev/sda1",
                "BlockDeviceMapping.1.Ebs.VolumeSize", "5",
                "BlockDeviceMapping.1.Ebs.VolumeType", "gp3"));
        String answer = send("ec2", form(form), "application/x-www-form-urlencoded", "");
        Matcher matcher = IMAGE.matcher(answer);
        if (!matcher.find()) {
            throw refused("RegisterImage", answer).asException();
        }
        return matcher.group(1);
    }

    /** Sets an SSM parameter of type String. */
    public void putParameter(String name, String value) {
        String body = "{\"Name\":\"" + name + "\",\"Value\":\"" + value + "\",\"Type\":\"String\",\"Overwrite\":true}";
        send("ssm", body, "application/x-amz-json-1.1", "AmazonSSM.PutParameter");
    }

    /** Creates a public hosted zone with an ID that on AWS nobody can choose. */
    public void createZone(String id, String name) {
        String body = "<CreateHostedZoneRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><Name>" + name
                + "</Name><CallerReference>qis-aws " + id + "</CallerReference></CreateHostedZoneRequest>";
        HttpRequest request = request("route53", endpoint.resolve("/2013-04-01/hostedzone"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = Http.send(request);
        if (response.statusCode() != 201) {
            throw refused("CreateHostedZone", response.body()).asException();
        }
    }

    /** Creates a bucket, unless it exists. */
    public void createBucket(String name) {
        String body =
                "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>"
                        + region + "</LocationConstraint></CreateBucketConfiguration>";
        HttpRequest request = request("s3", endpoint.resolve("/" + name))
                .PUT(HttpRequest.BodyPublishers.ofString(region.equals("us-east-1") ? "" : body))
                .build();
        HttpResponse<String> response = Http.send(request);
        if (response.statusCode() != 200 && response.statusCode() != 409) {
            throw refused("CreateBucket", response.body()).asException();
        }
    }

    /** Stores an object, for example the state lock of another process. */
    public void putObject(String bucket, String key, String content) {
        HttpRequest request = request("s3", endpoint.resolve("/" + bucket + "/" + key))
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofString(content))
                .build();
        HttpResponse<String> response = Http.send(request);
        if (response.statusCode() != 200) {
            throw refused("PutObject", response.body()).asException();
        }
    }

    private String send(String service, String body, String type, String target) {
        HttpRequest.Builder request = request(service, endpoint.resolve("/"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!target.isEmpty()) {
            request.header("X-Amz-Target", target);
        }
        HttpResponse<String> response = Http.send(request.build());
        if (response.statusCode() != 200) {
            throw refused(target.isEmpty() ? service : target, response.body()).asException();
        }
        return response.body();
    }

    /** A request with an unchecked signature, from which the emulator reads service and region. */
    private HttpRequest.Builder request(String service, URI uri) {
        return HttpRequest.newBuilder(uri)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=emulator/20260101/" + region + "/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=0");
    }

    private static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static Problem refused(String call, String answer) {
        return new Problem(
                ExitCode.UNAVAILABLE,
                "emulator rejected " + call,
                answer.length() > 500 ? answer.substring(0, 500) + "…" : answer,
                "Check the emulator's log.");
    }
}
