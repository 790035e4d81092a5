package dev.ducksheet.queue.redis;

import io.lettuce.core.RedisURI;
import java.io.File;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a Redis is and how to get in. Never shows a credential.
 *
 * <p>Written {@code redis://user:password@host:port/database}, {@code rediss://} for TLS, {@code
 * redis-sentinel://host:port,host:port/database#master}, {@code rediss-sentinel://}, {@code
 * redis-cluster://host:port,host:port} or {@code rediss-cluster://}. Parameters of ours after the {@code ?}: {@code
 * workbook}, a name in front of all keys, which a cluster needs; {@code ca}, {@code cert} and {@code key}, PEM files of
 * the authority to trust, of the client's certificate and of its key. Others are Lettuce's.
 */
public final class RedisAddress {
    private static final List<String> OURS = List.of("workbook", "ca", "cert", "key");
    private static final String CLUSTER = "-cluster://";

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
            var nodes = cluster ? clusterNodes(address) : List.of(RedisURI.create(address));
            var parsed = new RedisAddress(nodes, cluster, shown, ours);
            parsed.check();
            return parsed;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the address of Redis, " + shown + ", cannot be used: " + masked(String.valueOf(e.getMessage())));
        }
    }

    private void check() {
        if (cluster && keys().workbook().isEmpty()) {
            throw new IllegalArgumentException("a cluster needs a name for the workbook's keys; add ?workbook=NAME");
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

    private static String masked(String text) {
        return text.replaceAll("(?<=://).*(?=@)", "********");
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
