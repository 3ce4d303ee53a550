package io.github.qisaws.cost;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The public AWS price list. It needs no AWS account. */
public final class PriceList {
    /** URL of the price list. */
    public static final URI AWS = URI.create("https://pricing.us-east-1.amazonaws.com");

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT = Duration.ofSeconds(20);

    private final URI address;
    private final Consumer<String> progress;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /**
     * The price list at a URL.
     *
     * @param progress receives progress messages
     */
    public PriceList(URI address, Consumer<String> progress) {
        this.address = address;
        this.progress = progress;
    }

    /**
     * Result of a renewal.
     *
     * @param renewed number of prices from the list
     * @param kept prices that the list does not contain and that stay unchanged, as region and item
     */
    public record Renewal(Prices prices, int renewed, SortedSet<String> kept) {}

    /**
     * Renews every price that the list contains.
     *
     * @param further regions to add; they get the items of the existing regions
     * @param types instance types to add, such as m7g.large, db.r6g.large, or cache.r6g.large
     */
    public Renewal renew(Prices old, Set<String> further, Set<String> types, LocalDate today) {
        SortedSet<String> regions = new TreeSet<>(old.regions().keySet());
        regions.addAll(further);
        SortedMap<String, SortedMap<String, Price>> all = new TreeMap<>();
        SortedSet<String> kept = new TreeSet<>();
        int renewed = 0;
        for (String region : regions) {
            SortedMap<String, Price> fresh = region(region, items(old, types));
            renewed += fresh.size();
            SortedMap<String, Price> now = new TreeMap<>(old.regions().getOrDefault(region, new TreeMap<>()));
            now.keySet().stream()
                    .filter(item -> !fresh.containsKey(item))
                    .forEach(item -> kept.add(region + " " + item));
            now.putAll(fresh);
            all.put(region, now);
        }
        if (renewed == 0) {
            throw unusable("The list contains none of the required prices.").asException();
        }
        String source = "AWS price list"
                + (kept.isEmpty()
                        ? ""
                        : "; approximate, because not in the list: "
                                + String.join(
                                        ", ",
                                        new TreeSet<>(kept.stream()
                                                .map(each -> each.substring(each.indexOf(' ') + 1))
                                                .toList())));
        return new Renewal(new Prices(today, source, all), renewed, kept);
    }

    private static Set<String> items(Prices old, Set<String> types) {
        Set<String> items = new TreeSet<>();
        old.regions().values().forEach(each -> items.addAll(each.keySet()));
        for (String type : types) {
            if (type.startsWith("db.")) {
                items.addAll(Set.of("rds/" + type + "/single-az", "rds/" + type + "/multi-az"));
            } else {
                items.add((type.startsWith("cache.") ? "elasticache/" : "ec2/") + type);
            }
        }
        return items;
    }

    private SortedMap<String, Price> region(String region, Set<String> wanted) {
        SortedMap<String, Price> prices = new TreeMap<>();
        for (Offer offer : Offer.values()) {
            progress.accept("reading the prices of " + offer.code() + " in " + region);
            String index = "/offers/v1.0/aws/" + offer.code() + "/current/region_index.json";
            try (InputStream stream = get(index)) {
                String path = JSON.readTree(stream)
                        .path("regions")
                        .path(region)
                        .path("currentVersionUrl")
                        .asText();
                if (!path.isEmpty()) {
                    prices.putAll(file(offer, path, wanted));
                }
            } catch (JacksonException e) {
                throw unusable(index + " is not well-formed JSON.").causedBy(e);
            } catch (IOException e) {
                throw unreachable(index, e);
            }
        }
        return prices;
    }

    private SortedMap<String, Price> file(Offer offer, String path, Set<String> wanted) {
        try (InputStream stream = get(path)) {
            return new OfferReader(offer, wanted::contains).read(stream);
        } catch (JacksonException e) {
            throw unusable(path + " is not well-formed JSON.").causedBy(e);
        } catch (IOException e) {
            throw unreachable(path, e);
        }
    }

    private InputStream get(String path) throws IOException {
        try {
            HttpResponse<InputStream> response = client.send(
                    HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                response.body().close();
                throw new IOException("status " + response.statusCode());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private ProblemException unreachable(String path, IOException e) {
        return new Problem(
                        ExitCode.UNAVAILABLE,
                        "cannot read the AWS price list",
                        address.resolve(path) + ": "
                                + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                        "Check the network and --price-list. Until then, the existing prices are used.")
                .causedBy(e);
    }

    private static Problem unusable(String why) {
        return new Problem(
                ExitCode.UNAVAILABLE,
                "not an AWS price list",
                why,
                "Check --price-list. Until then, the existing prices are used.");
    }
}
