package dev.ducksheet.queue.redis;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import java.io.File;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a Redis is and how to get in. Never shows a credential.
 *
 * <p>Written {@code redis://user:password@host:port/database}, {@code rediss://} for TLS, {@code
 * redis-sentinel://host:port,host:port/database#master}, {@code rediss-sentinel://}, {@code
 * redis-cluster://host:port,host:port} or {@code rediss-cluster://}. Parameters of ours after the {@code ?}: {@code
 * workbook}, a name in front of all keys, which a cluster needs; {@code ca}, {@code cert} and {@code key}, PEM files of
 * the authority to trust, of the client's certificate and of its key; {@code sentinel_password} and {@code
 * sentinel_user}, with which the sentinels let in, as the login in front of the hosts is for the servers they watch.
 * Others are Lettuce's.
 */
public final class RedisAddress {
    private static final String SENTINEL_USER = "sentinel_user";
    private static final String SENTINEL_PASSWORD = "sentinel_password";
    private static final List<String> OURS = List.of("workbook", "ca", "cert", "key", SENTINEL_USER, SENTINEL_PASSWORD);
    private static final String CLUSTER = "-cluster://";
    private static final String SENTINEL = "-sentinel://";
    private static final String MASK = "********";
    private static final Pattern LOGIN = Pattern.compile("(?<=://).*(?=@)");
    private static final Pattern PARAMETER = Pattern.compile("(?<=" + SENTINEL_PASSWORD + "=)[^&#\\s]*");

    private final List<RedisURI> nodes;
    private final boolean cluster;
    private final String shown;
    private final Map<String, String> ours;

    private RedisAddress(List<RedisURI> nodes, boolean cluster, String shown, Map<String, String> ours) {
        this.nodes = List.copyOf(nodes);
        this.cluster = cluster;
        this.shown = shown;
        this.ours = Map.copyOf(ours);
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is none; the message shows no credential
     */
    public static RedisAddress parse(String text) {
        var ours = new LinkedHashMap<String, String>();
        String address = withoutOurs(text, ours);
        boolean cluster = address.contains(CLUSTER);
        String shown = masked(text);
        try {
            var parsed = new RedisAddress(nodes(address, cluster), cluster, shown, ours);
            parsed.check();
            parsed.logInToSentinels();
            return parsed;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the address of Redis, " + shown + ", cannot be used: " + e.getMessage(), e);
        }
    }

    private static List<RedisURI> nodes(String address, boolean cluster) {
        if (address.contains(SENTINEL) && !address.matches(".*#.+|.*sentinelMasterId=.+")) {
            throw new IllegalArgumentException("sentinels watch a primary under a name; add #NAME");
        }
        try {
            var nodes = cluster ? clusterNodes(address) : List.of(RedisURI.create(address));
            if (nodes.stream().anyMatch(RedisAddress::hasLoginForHost)) {
                throw unreadable();
            }
            return nodes;
        } catch (IllegalArgumentException e) {
            throw unreadable(); // what it says may quote a part of a password
        }
    }

    /** A password with a bare # or ? in it cuts the host off. */
    private static boolean hasLoginForHost(RedisURI node) {
        String host = String.valueOf(node.getHost());
        return host.contains(":") && !host.startsWith("[");
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException("it is not written like redis://user:password@host:port/database; in a"
                + " password, write %40 for @, %2F for /, %3F for ?, %23 for #");
    }

    /** Returns a text in which the login and the passwords of addresses are masked. */
    public static String masked(String text) {
        return LOGIN.matcher(PARAMETER.matcher(text).replaceAll(MASK)).replaceAll(MASK);
    }

    private void logInToSentinels() {
        var password = ours.get(SENTINEL_PASSWORD);
        if (password != null) {
            var user = ours.get(SENTINEL_USER);
            var login = RedisCredentials.just(user, password);
            nodes.get(0)
                    .getSentinels()
                    .forEach(sentinel -> sentinel.setCredentialsProvider(RedisCredentialsProvider.from(() -> login)));
        }
    }

    private void check() {
        if (cluster && keys().workbook().isEmpty()) {
            throw new IllegalArgumentException("a cluster needs a name for the workbook's keys; add ?workbook=NAME");
        }
        if (ours.containsKey(SENTINEL_PASSWORD) && nodes.get(0).getSentinels().isEmpty()) {
            throw new IllegalArgumentException("only sentinels ask for a " + SENTINEL_PASSWORD);
        }
        if (ours.containsKey(SENTINEL_USER) && !ours.containsKey(SENTINEL_PASSWORD)) {
            throw new IllegalArgumentException("a " + SENTINEL_USER + " needs a " + SENTINEL_PASSWORD);
        }
        if (ours.containsKey("cert") != ours.containsKey("key")) {
            throw new IllegalArgumentException("a client's certificate needs both, cert and key");
        }
        for (var file : List.of("ca", "cert", "key")) {
            var path = ours.get(file);
            if (path != null && !new File(path).canRead()) {
                throw new IllegalArgumentException("the file of " + file + ", " + path + ", cannot be read");
            }
        }
    }

    /** Takes our parameters out of the address. */
    private static String withoutOurs(String text, Map<String, String> ours) {
        int mark = text.indexOf('?');
        if (mark < 0) {
            return text;
        }
        int hash = text.indexOf('#', mark);
        String fragment = hash < 0 ? "" : text.substring(hash);
        String query = text.substring(mark + 1, hash < 0 ? text.length() : hash);
        var others = new ArrayList<String>();
        for (var parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (OURS.contains(name) && equals > 0) {
                ours.put(
                        name,
                        URI.create("x:?" + parameter.substring(equals + 1))
                                .getSchemeSpecificPart()
                                .substring(1));
            } else {
                others.add(parameter);
            }
        }
        String rest = others.isEmpty() ? "" : "?" + String.join("&", others);
        return text.substring(0, mark) + rest + fragment;
    }

    private static List<RedisURI> clusterNodes(String address) {
        int scheme = address.indexOf(CLUSTER);
        String single = address.substring(0, scheme) + "://";
        String rest = address.substring(scheme + CLUSTER.length());
        int at = rest.lastIndexOf('@');
        String login = at < 0 ? "" : rest.substring(0, at + 1);
        return Arrays.stream(rest.substring(at + 1).split(",", -1))
                .map(node -> RedisURI.create(single + login + node))
                .toList();
    }

    List<RedisURI> nodes() {
        return nodes;
    }

    boolean isCluster() {
        return cluster;
    }

    StreamKeys keys() {
        return new StreamKeys(ours.getOrDefault("workbook", ""));
    }

    Optional<File> file(String name) {
        return Optional.ofNullable(ours.get(name)).map(File::new);
    }

    /** Returns the address as it may be shown. */
    @Override
    public String toString() {
        return shown;
    }
}
