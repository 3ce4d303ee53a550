package io.github.qisaws.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Asks the site through the load balancer, or through CloudFront, for the list of QIS's images. */
public final class SiteCheck {
    /**
     * Needs the web server, the database, and the image tree. QIS answers 403 if it does not let the public see the
     * root folder, which needs the database too.
     */
    static final String PATH = "/api/v1/list/?path=/&limit=1";

    private static final Set<Integer> QIS_WORKS = Set.of(200, 403);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int ATTEMPTS = 12;

    private final Pace pace;

    public SiteCheck(Pace pace) {
        this.pace = pace;
    }

    /**
     * What the site answered.
     *
     * @param serves empty if it was not asked
     * @param words why it was not asked, or what it answered
     */
    public record Answer(Optional<Boolean> serves, String words) {
        static Answer notAsked(String why) {
            return new Answer(Optional.empty(), why);
        }

        static Answer answered(boolean serves, String words) {
            return new Answer(Optional.of(serves), words);
        }

        /** Whether the site answered, and wrongly. */
        public boolean fails() {
            return serves.isPresent() && !serves.get();
        }
    }

    /** Asks the site, for up to two minutes if it answers wrongly. */
    public Answer ask(Deployed deployed) {
        if (deployed.isInternal()) {
            return Answer.notAsked("the load balancer is internal");
        }
        if (deployed.url().isEmpty()) {
            return Answer.notAsked("the environment has no URL");
        }
        URI url = URI.create(
                deployed.distribution().map(domain -> "https://" + domain).orElse(deployed.url()));
        Optional<String> elsewhere = deployed.distribution().isPresent() ? Optional.empty() : elsewhere(url, deployed);
        return elsewhere.map(Answer::notAsked).orElseGet(() -> patiently(url, deployed));
    }

    /** Why the host name does not lead to the load balancer; empty if it does. */
    private static Optional<String> elsewhere(URI url, Deployed deployed) {
        String balancer = deployed.balancer().orElse("");
        if (url.getHost().equals(balancer)) {
            return Optional.empty();
        }
        Set<InetAddress> found = addresses(url.getHost());
        if (found.isEmpty()) {
            return Optional.of("the DNS name " + url.getHost() + " does not exist yet");
        }
        found.retainAll(addresses(balancer));
        return found.isEmpty()
                ? Optional.of("the DNS name " + url.getHost() + " does not point to the load balancer " + balancer)
                : Optional.empty();
    }

    private static Set<InetAddress> addresses(String host) {
        try {
            return new HashSet<>(Arrays.asList(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            return new HashSet<>();
        }
    }

    private Answer patiently(URI url, Deployed deployed) {
        // AWS's own name of a load balancer identifies it without a certificate.
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(LONGEST);
        deployed.balancer()
                .filter(url.getHost()::equals)
                .ifPresent(named -> builder.sslContext(AnyCertificate.accepted()));
        HttpClient client = builder.build();
        Answer answer = once(client, url);
        for (int attempt = 1; attempt < ATTEMPTS && !answer.serves().orElse(false); attempt++) {
            pace.rest();
            answer = once(client, url);
        }
        return answer;
    }

    private static Answer once(HttpClient client, URI url) {
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(url.resolve(PATH)).timeout(LONGEST).build(),
                    HttpResponse.BodyHandlers.ofString());
            boolean works = QIS_WORKS.contains(status(response.body()));
            return Answer.answered(
                    works,
                    works
                            ? url.toString()
                            : url.resolve(PATH) + " answered " + response.statusCode() + " instead of QIS's list");
        } catch (SSLException e) {
            return Answer.notAsked(
                    "this machine does not trust the certificate of " + url + " (" + e.getMessage() + ")");
        } catch (IOException e) {
            return Answer.notAsked("this machine cannot reach " + url + " ("
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()) + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.notAsked("interrupted");
        }
    }

    /** The status in QIS's JSON; 0 if the body is not from QIS. */
    private static int status(String body) {
        try {
            return new ObjectMapper().readTree(body).path("status").asInt();
        } catch (JsonProcessingException e) {
            return 0;
        }
    }
}
