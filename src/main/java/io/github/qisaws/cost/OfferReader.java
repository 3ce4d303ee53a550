package io.github.qisaws.cost;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.qisaws.cost.Price.Per;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Reads the file of an offer for one region, one product at a time: the EC2 file has hundreds of megabytes. */
final class OfferReader {
    private static final JsonMapper JSON = new JsonMapper();

    private final Offer offer;
    private final Predicate<String> wanted;
    private final Map<String, String> items = new HashMap<>();
    private final SortedMap<String, Price> onDemand = new TreeMap<>();
    private final Map<String, BigDecimal> reserved = new HashMap<>();
    private final Set<String> ambiguous = new TreeSet<>();

    OfferReader(Offer offer, Predicate<String> wanted) {
        this.offer = offer;
        this.wanted = wanted;
    }

    /** Returns prices by item, without items for which two products have different prices. */
    SortedMap<String, Price> read(InputStream stream) throws IOException {
        JsonParser parser = JSON.createParser(stream);
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("not a JSON object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "products" -> each(parser, this::product);
                case "terms" -> terms(parser);
                default -> parser.skipChildren();
            }
        }
        SortedMap<String, Price> prices = new TreeMap<>();
        onDemand.forEach((item, price) -> {
            if (!ambiguous.contains(item)) {
                prices.put(item, new Price(price.per(), price.onDemand(), Optional.ofNullable(reserved.get(item))));
            }
        });
        return prices;
    }

    /** Action for each member of an object. */
    private interface Member {
        void accept(String name, JsonNode value);
    }

    private static void each(JsonParser parser, Member member) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            member.accept(name, JSON.readTree(parser));
        }
    }

    private void product(String sku, JsonNode product) {
        Map<String, String> attributes = new HashMap<>();
        product.path("attributes")
                .properties()
                .forEach(each -> attributes.put(each.getKey(), each.getValue().asText()));
        offer.item(product.path("productFamily").asText(), attributes)
                .filter(wanted)
                .ifPresent(item -> items.put(sku, item));
    }

    /** Reads the prices; {@link #product} has read the SKUs before, because products come first in the file. */
    private void terms(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String kind = parser.currentName();
            parser.nextToken();
            switch (kind) {
                case "OnDemand" -> each(parser, (sku, offers) -> offers.forEach(one -> onDemand(sku, one)));
                case "Reserved" -> each(parser, (sku, offers) -> offers.forEach(one -> reserved(sku, one)));
                default -> parser.skipChildren();
            }
        }
    }

    private void onDemand(String sku, JsonNode term) {
        String item = items.get(sku);
        if (item == null) {
            return;
        }
        for (JsonNode dimension : term.path("priceDimensions")) {
            Optional<Per> per = Offer.per(dimension.path("unit").asText());
            BigDecimal price = usd(dimension);
            boolean first = dimension.path("beginRange").asText("0").equals("0");
            if (per.isPresent() && first && price.signum() > 0) {
                Price before = onDemand.put(item, new Price(per.get(), price, Optional.empty()));
                if (before != null && before.onDemand().compareTo(price) != 0) {
                    ambiguous.add(item);
                }
            }
        }
    }

    private void reserved(String sku, JsonNode term) {
        JsonNode is = term.path("termAttributes");
        boolean ours = is.path("LeaseContractLength").asText().replace(" ", "").equals("1yr")
                && is.path("PurchaseOption").asText().equals("No Upfront")
                && is.path("OfferingClass").asText("standard").equals("standard");
        String item = items.get(sku);
        if (item != null && ours) {
            for (JsonNode dimension : term.path("priceDimensions")) {
                if (Offer.per(dimension.path("unit").asText())
                                .filter(Per.HOUR::equals)
                                .isPresent()
                        && usd(dimension).signum() > 0) {
                    reserved.put(item, usd(dimension));
                }
            }
        }
    }

    private static BigDecimal usd(JsonNode dimension) {
        String text = dimension.path("pricePerUnit").path("USD").asText();
        return text.matches("[0-9]+([.][0-9]+)?") ? new BigDecimal(text) : BigDecimal.ZERO;
    }
}
