package dev.ducksheet.core.imports;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a file is fetched from, as a URL of http, https or s3 says it in one way that all programs read alike; what could
 * be read in two is refused. Its query may hold secrets, such as a signature.
 *
 * @param scheme in small letters
 * @param host in small letters; the bucket of s3
 * @param port the scheme's own if the URL has none; 0 for s3, which has none
 * @param path as it is written, {@code /} at least
 * @param query as it is written, with its question mark; empty if there is none
 */
public record Source(String scheme, String host, int port, String path, String query) {
    private static final int MOST = 8192;
    private static final Pattern ODD = Pattern.compile("[^\\x21-\\x7e]|[\"<>\\\\^`{|}]");
    private static final Pattern URL =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*\\]|[^:]*)(?::([0-9]{1,5}))?");
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?" + "(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");
    private static final Pattern NUMBER = Pattern.compile("(.*\\.)?(0x[0-9a-f]*|[0-9]+)");
    private static final String OCTET = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:]*:[0-9a-f:.]*\\]");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /**
     * Reads the URL of a file.
     *
     * @throws IllegalArgumentException if it is none; the message says why, and holds nothing of its query
     */
    public static Source of(String url) {
        var source = parse(url);
        if (source.scheme().equals("s3") && !source.query().isEmpty()) {
            throw bad("a file of a bucket has no query; leave off what begins with ?");
        }
        if (source.name().isEmpty() && source.scheme().equals("s3")) {
            throw bad("s3://" + source.host() + " is a bucket; write a file of it, such as s3://" + source.host()
                    + "/products.csv");
        }
        return source;
    }

    /** Reads what is the URL of a file or of a folder. */
    static Source parse(String url) {
        requirePlain(url);
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw bad("that is no URL; write one such as https://example.com/products.csv");
        }
        if (parts.group(5) != null) {
            throw bad("a URL with a fragment is not taken, for it is never sent; leave off what is behind #");
        }
        var scheme = parts.group(1).toLowerCase(Locale.ROOT);
        var authority = AUTHORITY.matcher(parts.group(2).toLowerCase(Locale.ROOT));
        if (parts.group(2).contains("@")) {
            throw bad("a URL with a user or a password is not taken; leave off what is before the @");
        }
        if (!authority.matches()) {
            throw bad("'" + parts.group(2) + "' is no host, with or without a port");
        }
        requireUri(url);
        var path = parts.group(3).isEmpty() ? "/" : parts.group(3);
        PathText.require(path);
        var query = parts.group(4) == null ? "" : parts.group(4);
        return new Source(scheme, host(scheme, authority.group(1)), port(scheme, authority.group(2)), path, query);
    }

    private static IllegalArgumentException bad(String why) {
        return new IllegalArgumentException(why);
    }

    private static void requirePlain(String url) {
        if (url.length() > MOST) {
            throw bad("a URL has " + MOST + " characters at most, not " + url.length());
        }
        var odd = ODD.matcher(url);
        if (odd.find()) {
            throw bad("a URL has no character U+%04X, as at place %d; write it as %%XX"
                    .formatted((int) odd.group().charAt(0), odd.start() + 1));
        }
    }

    /** Whoever fetches reads it as the JDK does. */
    private static void requireUri(String url) {
        try {
            var unused = new URI(url);
        } catch (URISyntaxException e) {
            throw bad("that is no URL: " + e.getReason() + " at place " + (e.getIndex() + 1));
        }
    }

    private static String host(String scheme, String host) {
        return switch (scheme) {
            case "http", "https" -> server(host);
            case "s3" -> bucket(host);
            default -> throw bad("files are fetched by http, https and s3, not by '" + scheme + "'");
        };
    }

    private static String server(String host) {
        boolean odd = NUMBER.matcher(host).matches() && !IPV4.matcher(host).matches();
        if (odd || !(NAME.matcher(host).matches() || IPV6.matcher(host).matches())) {
            throw bad("'" + host + "' is no host that can be read in one way alone; write a name in letters, digits and"
                    + " hyphens (xn--… for others), an IPv4 address as four decimal numbers, or an IPv6 address in"
                    + " brackets");
        }
        return host;
    }

    private static String bucket(String name) {
        if (!BUCKET.matcher(name).matches() || name.contains("..")) {
            throw bad("'" + name + "' is no bucket; it has 3 to 63 small letters, digits, hyphens and points");
        }
        return name;
    }

    private static int port(String scheme, @Nullable String port) {
        if (port == null) {
            return usual(scheme);
        }
        int number = Integer.parseInt(port);
        if (scheme.equals("s3") || number == 0 || number > 65535) {
            throw bad(scheme.equals("s3") ? "a bucket has no port" : "a port is 1 to 65535, not " + port);
        }
        return number;
    }

    private static int usual(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> 0;
        };
    }

    /** Returns the URL, for who fetches; it may hold secrets. */
    public String url() {
        return shown() + query;
    }

    /** Returns the URL without its query, for people. */
    public String shown() {
        return scheme + "://" + host + (port == usual(scheme) ? "" : ":" + port) + path;
    }

    /** Returns the path, decoded, without the stroke that it begins with. */
    public String key() {
        return PathText.decoded(path).substring(1);
    }

    /** Returns the name of the file, empty if the path ends with a stroke. */
    public String name() {
        var key = key();
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** Says whether a file is this one, or one in this folder. */
    boolean holds(Source file) {
        var folder = path.endsWith("/") ? key() : key() + "/";
        boolean below =
                key().isEmpty() || file.key().equals(key()) || file.key().startsWith(folder);
        return below && scheme.equals(file.scheme) && host.equals(file.host) && port == file.port;
    }

    /** Its query may hold secrets, which logs are not for. */
    @Override
    public String toString() {
        return shown();
    }
}
