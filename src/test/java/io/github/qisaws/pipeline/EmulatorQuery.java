package io.github.qisaws.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Questions to the emulator itself, in AWS's own wire formats: neither Terraform nor its state has a say. */
final class EmulatorQuery {
    private static final Map<String, String> VERSIONS = Map.of(
            "ec2", "2016-11-15",
            "elasticloadbalancing", "2015-12-01",
            "autoscaling", "2011-01-01",
            "iam", "2010-05-08",
            "monitoring", "2010-08-01",
            "elasticache", "2015-02-02",
            "rds", "2014-10-31",
            "sns", "2010-03-31");

    private final URI endpoint;
    private final String region;
    private final HttpClient client =
            HttpClient.newBuilder().proxy(ProxySelector.of(null)).build();

    /**
     * Questions.
     *
     * @param variables those that lead a child to the emulator
     */
    EmulatorQuery(Map<String, String> variables) {
        this(URI.create(variables.get("AWS_ENDPOINT_URL")), variables.get("AWS_REGION"));
    }

    private EmulatorQuery(URI endpoint, String region) {
        this.endpoint = endpoint;
        this.region = region;
    }

    /** The same in another region. */
    EmulatorQuery in(String other) {
        return new EmulatorQuery(endpoint, other);
    }

    /**
     * A call of the query protocol.
     *
     * @param parameters names and values in turn
     */
    XmlAnswer call(String service, String action, String... parameters) {
        Map<String, String> form = new TreeMap<>(Map.of("Action", action, "Version", VERSIONS.get(service)));
        for (int i = 0; i < parameters.length; i += 2) {
            form.put(parameters[i], parameters[i + 1]);
        }
        StringJoiner body = new StringJoiner("&");
        form.forEach((name, value) -> body.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return xml(send(post(service, body.toString(), "application/x-www-form-urlencoded")));
    }

    /** An EC2 list, filtered. */
    XmlAnswer ec2(String action, String filter, String value) {
        return call("ec2", action, "Filter.1.Name", filter, "Filter.1.Value.1", value);
    }

    /** A GET of the services that speak REST and XML. */
    XmlAnswer get(String service, String path) {
        return xml(send(request(service, endpoint.resolve(path)).GET()));
    }

    /** A GET of the services that speak REST and JSON. */
    JsonNode restJson(String service, String path) {
        try {
            return new ObjectMapper()
                    .readTree(send(request(service, endpoint.resolve(path)).GET()));
        } catch (IOException e) {
            throw new AssertionError("no JSON from " + path, e);
        }
    }

    /** A PUT of the services that speak REST and JSON. */
    JsonNode put(String service, String path, String json) {
        try {
            return new ObjectMapper()
                    .readTree(send(request(service, endpoint.resolve(path))
                            .header("Content-Type", "application/json")
                            .PUT(HttpRequest.BodyPublishers.ofString(json))));
        } catch (IOException e) {
            throw new AssertionError("no JSON from " + path, e);
        }
    }

    /** Lets the emulator play something; the answer is its JSON. */
    String play(String what) {
        return send(HttpRequest.newBuilder(endpoint.resolve("/qis-aws/" + what)));
    }

    /** A DELETE of the services that speak REST. */
    void delete(String service, String path) {
        send(request(service, endpoint.resolve(path)).DELETE());
    }

    /** A call of the services that speak JSON. */
    JsonNode json(String service, String target, String body) {
        try {
            return new ObjectMapper()
                    .readTree(send(
                            post(service, body, "application/x-amz-json-1.1").header("X-Amz-Target", target)));
        } catch (IOException e) {
            throw new AssertionError("no JSON from " + target, e);
        }
    }

    private HttpRequest.Builder post(String service, String body, String type) {
        return request(service, endpoint.resolve("/"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** The emulator takes service and region from the signature's scope and does not check the signature. */
    private HttpRequest.Builder request(String service, URI uri) {
        return HttpRequest.newBuilder(uri)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=emulator/20260101/" + region + "/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=0");
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new AssertionError("the emulator answers " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new AssertionError("the emulator does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Names without their namespace, so that paths stay short. */
    private static XmlAnswer xml(String text) {
        try {
            return new XmlAnswer(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text))));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("no XML: " + text, e);
        }
    }
}
