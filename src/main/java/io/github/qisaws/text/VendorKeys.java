package io.github.qisaws.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keys of vendors, recognized by their fixed beginnings. Most beginnings come from the rules of gitleaks; the resource
 * names their source.
 */
final class VendorKeys {
    /** Beginnings that gitleaks does not have, or has longer: Anthropic, OpenAI, Stripe, SendGrid, Slack, and Google. */
    private static final List<String> OTHERS = List.of(
            "sk-ant-",
            "whsec_",
            "SG.",
            "xoxc-",
            "xoxd-",
            "xoxp-",
            "xoxe.",
            "GOCSPX-",
            "ya29.",
            "pypi-",
            "hf_",
            "nfp_",
            "vercel_",
            "dckr_pat_",
            "tskey-",
            "figd_",
            "sbp_",
            "pscale_",
            "shpua_");

    private VendorKeys() {}

    /** The beginnings of all keys. */
    static List<String> beginnings() {
        try (InputStream stream = VendorKeys.class.getResourceAsStream("vendor-keys.txt")) {
            Stream<String> derived = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.substring(0, line.indexOf('\t')));
            return Stream.concat(derived, OTHERS.stream()).distinct().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The beginnings as one expression, which looks at few of them in each place. */
    private static String byFirstLetter() {
        return beginnings().stream()
                .collect(Collectors.groupingBy(each -> each.substring(0, 1), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(letter -> letter.getKey()
                        + letter.getValue().stream()
                                .map(each -> Pattern.quote(each.substring(1)))
                                .collect(Collectors.joining("|", "(?:", ")")))
                .collect(Collectors.joining("|"));
    }

    private static String firstLetters() {
        return beginnings().stream()
                .map(each -> each.substring(0, 1))
                .distinct()
                .collect(Collectors.joining());
    }

    /** A key: one of the beginnings, then at least ten characters with a digit among them. */
    static Pattern pattern() {
        return Pattern.compile("(?<![A-Za-z0-9])(?=[" + firstLetters() + "])(?:"
                + byFirstLetter()
                + ")(?=[A-Za-z_.~+/=%-]{0,60}[0-9])[A-Za-z0-9_.~+/=%-]{10,}");
    }
}
