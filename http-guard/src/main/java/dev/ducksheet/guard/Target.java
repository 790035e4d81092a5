package dev.ducksheet.guard;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where something is to be sent or fetched, as a URL says it in one way that all programs read alike; what could be read
 * in two is refused.
 */
public sealed interface Target {

    /**
     * A URL that is one.
     *
     * @param literal the address, if the host is one
     */
    record Good(URI uri, String host, Optional<InetAddress> literal) implements Target {
        /** Returns the address, as far as it is known without asking for a name. */
        Optional<InetAddress> known() {
            return OWN_NAME.matcher(host).matches() ? Optional.of(InetAddress.getLoopbackAddress()) : literal;
        }
    }

    /** A text that is none, and why, in words that name the remedy. */
    record Bad(String why) implements Target {}

    /** The names of hosts that every machine answers to itself. */
    Pattern OWN_NAME = Pattern.compile("(.*\\.)?(localhost|localdomain)\\.?");

    /** Names of hosts as DNS has them. */
    Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)*" + "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.?");

    /** Reads a URL. Asks nobody for a name. What it says of a bad one holds nothing of its path and query. */
    static Target parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return new Bad("that is no URL: " + e.getReason() + " at " + e.getIndex()
                    + "; write one such as https://example.com/hook");
        }
        return objection(uri).<Target>map(Bad::new).orElseGet(() -> located(uri));
    }

    private static Optional<String> objection(URI uri) {
        var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.of("'" + scheme + "' is not reached; write a URL of http or https");
        }
        if (uri.getRawUserInfo() != null
                || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
            return Optional.of("a URL with a user or a password is not taken; leave off what is before the @");
        }
        if (uri.getRawFragment() != null) {
            return Optional.of("a URL with a fragment is not taken, for it is never sent; leave off what is behind #");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            return Optional.of("a port is 1 to 65535, not " + uri.getPort());
        }
        return Optional.empty();
    }

    private static Target located(URI uri) {
        var host = uri.getHost();
        if (host == null) {
            return new Bad(
                    "'" + uri.getRawAuthority() + "' is no host that can be read in one way alone; write a name in"
                            + " letters, digits and hyphens (xn--… for others), an IPv4 address as four decimal numbers, or an"
                            + " IPv6 address in brackets");
        }
        if (host.startsWith("[")) {
            return bracketed(uri, host.substring(1, host.length() - 1));
        }
        if (IpLiterals.isOdd(host)) {
            return new Bad("the host '" + host + "' is a number in a spelling that programs read differently; write an"
                    + " IPv4 address as four decimal numbers without zeros in front");
        }
        var address = IpLiterals.strict(host);
        return address.isPresent() ? new Good(uri, host, address) : named(uri, host);
    }

    private static Target bracketed(URI uri, String literal) {
        var address = literal.contains("%") ? Optional.<InetAddress>empty() : IpLiterals.strict(literal);
        return address.isPresent()
                ? new Good(uri, literal, address)
                : new Bad("'[" + literal + "]' is no IPv6 address without a zone");
    }

    private static Target named(URI uri, String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return NAME.matcher(name).matches()
                ? new Good(uri, name, Optional.empty())
                : new Bad("the host '" + host + "' is no name");
    }
}
