package dev.ducksheet.testkit.redis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a {@link RealRedis} runs.
 *
 * @param persistence what outlives a kill
 * @param password what clients must know; empty for none
 * @param users ACL rules such as {@code duck on >secret ~* +@all}
 * @param certificates with which the port speaks TLS and asks clients for a certificate; none for plain text
 * @param directives lines of redis.conf, such as {@code maxmemory 8mb}
 */
public record RedisOptions(
        Persistence persistence,
        String password,
        List<String> users,
        Optional<Certificates> certificates,
        List<String> directives) {

    /** Copies the lists. */
    public RedisOptions {
        users = List.copyOf(users);
        directives = List.copyOf(directives);
    }

    /** What is on disk. */
    public enum Persistence {
        /** Nothing. */
        NONE,
        /** The append-only file, synchronised each second. */
        EVERY_SECOND,
        /** The append-only file, synchronised before each answer. */
        ALWAYS
    }

    /** Returns a server that keeps every acknowledged write, without password or TLS. */
    public static RedisOptions durable() {
        return new RedisOptions(Persistence.ALWAYS, "", List.of(), Optional.empty(), List.of());
    }

    /** Returns these options with another persistence. */
    public RedisOptions persisting(Persistence other) {
        return new RedisOptions(other, password, users, certificates, directives);
    }

    /** Returns these options with a password. */
    public RedisOptions password(String secret) {
        return new RedisOptions(persistence, secret, users, certificates, directives);
    }

    /** Returns these options with one more user, such as {@code duck on >secret ~* +@all}. */
    public RedisOptions user(String rule) {
        return new RedisOptions(persistence, password, plus(users, rule), certificates, directives);
    }

    /** Returns these options with TLS and a certificate asked of each client. */
    public RedisOptions tls(Certificates with) {
        return new RedisOptions(persistence, password, users, Optional.of(with), directives);
    }

    /** Returns these options with one more line of redis.conf. */
    public RedisOptions with(String directive) {
        return new RedisOptions(persistence, password, users, certificates, plus(directives, directive));
    }

    private static List<String> plus(List<String> list, String more) {
        var all = new ArrayList<>(list);
        all.add(more);
        return all;
    }

    /** Returns what stands behind the configuration file on the command line. */
    List<String> arguments() {
        boolean watches = directives.stream().anyMatch(line -> line.startsWith("sentinel "));
        return watches ? List.of("--sentinel") : List.of();
    }

    /** Returns the content of redis.conf. */
    String configuration(int port, Path folder) {
        var lines = new ArrayList<String>();
        lines.add("bind 127.0.0.1");
        lines.add("dir \"" + folder + "\"");
        lines.add("daemonize no");
        lines.add("save \"\"");
        lines.add("stop-writes-on-bgsave-error no");
        lines.add("appendonly " + (persistence == Persistence.NONE ? "no" : "yes"));
        lines.add("appendfsync " + (persistence == Persistence.ALWAYS ? "always" : "everysec"));
        lines.add((certificates.isPresent() ? "tls-port " : "port ") + port);
        certificates.ifPresent(files -> {
            lines.add("port 0");
            lines.add("tls-cert-file \"" + files.serverCertificate() + "\"");
            lines.add("tls-key-file \"" + files.serverKey() + "\"");
            lines.add("tls-ca-cert-file \"" + files.authority() + "\"");
            lines.add("tls-auth-clients yes");
            lines.add("tls-replication yes");
            lines.add("tls-cluster yes");
        });
        if (!password.isEmpty()) {
            lines.add("requirepass \"" + password + "\"");
            lines.add("masterauth \"" + password + "\"");
        }
        users.forEach(user -> lines.add("user " + user));
        lines.addAll(directives);
        return String.join("\n", lines) + "\n";
    }
}
