package dev.ducksheet.queue.redis;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * How the queue and the feed use a Redis.
 *
 * @param backlog how many requests may wait; more are turned away
 * @param feedLength how many of the newest changes {@code response_duck} keeps
 * @param timeout how long an answer of Redis may take; after it Redis counts as away
 * @param lease how long a writer that does not renew its lease keeps it
 * @param aof where a request is before it counts as accepted
 */
public record RedisSettings(
        RedisAddress address, int backlog, int feedLength, Duration timeout, Duration lease, AofWait aof) {
    private static final int BACKLOG = 100_000;
    private static final int FEED = 10_000;
    private static final Duration TIMEOUT = Duration.ofMillis(900);
    private static final Duration LEASE = Duration.ofSeconds(10);

    /** Refuses what could not work. */
    public RedisSettings {
        if (backlog < 1 || feedLength < 1 || timeout.toMillis() < 1 || lease.toMillis() < 1) {
            throw new IllegalArgumentException("backlog, feed, timeout and lease are positive: " + backlog + ", "
                    + feedLength + ", " + timeout + ", " + lease);
        }
        if (address.isCluster() && !aof.isOff()) {
            throw new IllegalArgumentException(
                    "in a cluster nobody says when a request is on disk; set wait_aof to off, and its servers to"
                            + " 'appendfsync always'");
        }
    }

    /** Returns the defaults for an address. */
    public static RedisSettings of(RedisAddress address) {
        return new RedisSettings(address, BACKLOG, FEED, TIMEOUT, LEASE, AofWait.OFF);
    }

    /** Returns these settings with another bound of the backlog. */
    public RedisSettings backlog(int requests) {
        return new RedisSettings(address, requests, feedLength, timeout, lease, aof);
    }

    /** Returns these settings with another length of the feed. */
    public RedisSettings feedLength(int changes) {
        return new RedisSettings(address, backlog, changes, timeout, lease, aof);
    }

    /** Returns these settings with another time that a lease lasts. */
    public RedisSettings lease(Duration lasting) {
        return new RedisSettings(address, backlog, feedLength, timeout, lasting, aof);
    }

    /** Returns these settings with another wait for the disk. */
    public RedisSettings aof(AofWait until) {
        return new RedisSettings(address, backlog, feedLength, timeout, lease, until);
    }

    /** Returns the name of this machine. */
    static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
