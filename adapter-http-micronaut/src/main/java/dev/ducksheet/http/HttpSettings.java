package dev.ducksheet.http;

import dev.ducksheet.http.access.Security;
import java.time.Duration;
import java.util.Set;

/**
 * How to serve a workbook over HTTP.
 *
 * @param host the address to listen on
 * @param port 0 for any that is free
 * @param maxBody the largest request body, in bytes
 * @param maxStreams the most live feeds at a time
 * @param defaultWait how long an update waits for its outcome unless the client says otherwise
 * @param heartbeat how long a live feed is silent at most
 * @param open whether anybody may do anything; on a loopback address only
 * @param version of the server, for the welcome
 * @param security what keeps it safe besides
 */
public record HttpSettings(
        String host,
        int port,
        int maxBody,
        int maxStreams,
        Duration defaultWait,
        Duration heartbeat,
        boolean open,
        String version,
        Security security) {

    /** The longest that a request may wait. */
    public static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private static final Set<String> LOOPBACK = Set.of("localhost", "::1", "[::1]");

    /** Refuses what no server can be. */
    public HttpSettings {
        require(!host.isBlank(), "the host is blank; 127.0.0.1 is this machine alone");
        require(port >= 0 && port <= 65535, "a port is 0 to 65535: " + port);
        require(maxBody >= 1024, "the largest body is at least 1024 bytes: " + maxBody);
        require(maxStreams >= 0, "the number of live feeds is not negative: " + maxStreams);
        require(
                !defaultWait.isNegative() && defaultWait.compareTo(MAX_WAIT) <= 0,
                "a wait is 0 to 60 s: " + defaultWait);
        require(heartbeat.toMillis() >= 1, "a heartbeat is at least 1 ms: " + heartbeat);
        require(!open || isLoopback(host), "an open server listens on a loopback address only, not on " + host);
    }

    /** Returns settings with nothing but API keys to keep the server safe. */
    public HttpSettings(
            String host,
            int port,
            int maxBody,
            int maxStreams,
            Duration defaultWait,
            Duration heartbeat,
            boolean open,
            String version) {
        this(host, port, maxBody, maxStreams, defaultWait, heartbeat, open, version, Security.byDefault());
    }

    /** Returns the defaults: this machine alone, any free port. */
    public static HttpSettings defaults(String version) {
        return new HttpSettings(
                "127.0.0.1", 0, 1 << 20, 1000, Duration.ofSeconds(5), Duration.ofSeconds(15), true, version);
    }

    /** Returns these settings with another port. */
    public HttpSettings port(int port) {
        return new HttpSettings(host, port, maxBody, maxStreams, defaultWait, heartbeat, open, version, security);
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.contains(host) || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
