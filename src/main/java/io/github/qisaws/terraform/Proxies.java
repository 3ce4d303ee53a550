package io.github.qisaws.terraform;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Proxies from the environment variables that Terraform and curl use.
 * <p>Networks such as {@code 10.0.0.0/8} in {@code NO_PROXY} are ignored, because a registry has a host name.
 */
final class Proxies extends ProxySelector {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d+){3}|\\[?::1\\]?");
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final Map<String, String> variables;

    Proxies(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /**
     * The proxy for a URL.
     *
     * @throws IllegalArgumentException if Java's client cannot use the proxy, for example a SOCKS proxy
     */
    @Override
    public List<Proxy> select(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        Optional<String> named = variable(scheme + "_proxy");
        if (named.isEmpty() || isDirect(uri.getHost().toLowerCase(Locale.ROOT), port(uri, scheme))) {
            return List.of(Proxy.NO_PROXY);
        }
        String text = named.get();
        URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
        if (!"http".equalsIgnoreCase(proxy.getScheme()) || proxy.getHost() == null || proxy.getUserInfo() != null) {
            throw new IllegalArgumentException("not a plain HTTP proxy without a password");
        }
        int port = proxy.getPort() < 0 ? HTTP_PORT : proxy.getPort();
        return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        // There is only one proxy for each URL, so there is no alternative.
    }

    private boolean isDirect(String host, int port) {
        return LOOPBACK.matcher(host).matches()
                || Stream.of(variable("no_proxy").orElse("").split(",", -1))
                        .map(rule -> rule.strip().toLowerCase(Locale.ROOT))
                        .anyMatch(rule -> matches(rule, host, port));
    }

    /**
     * Whether a NO_PROXY rule matches: a name also matches its subdomains; a leading dot or {@code *.} matches only
     * subdomains.
     */
    private static boolean matches(String rule, String host, int port) {
        if (rule.equals("*")) {
            return true;
        }
        String name = rule.endsWith(":" + port) ? rule.substring(0, rule.lastIndexOf(':')) : rule;
        if (name.startsWith("*.")) {
            name = name.substring(1);
        }
        return name.startsWith(".")
                ? host.endsWith(name)
                : !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
    }

    private static int port(URI uri, String scheme) {
        return uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    }

    /** The value of a variable; the upper-case name has precedence, as in Terraform. */
    private Optional<String> variable(String lowerCase) {
        return Stream.of(lowerCase.toUpperCase(Locale.ROOT), lowerCase)
                .map(name -> variables.getOrDefault(name, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
