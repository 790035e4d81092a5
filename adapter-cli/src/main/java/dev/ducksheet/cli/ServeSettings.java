package dev.ducksheet.cli;

import dev.ducksheet.http.access.Security;
import java.net.URI;
import java.util.List;

/**
 * How to serve a workbook.
 *
 * @param port 0 for any that is free
 * @param queue {@code embedded}, or the URI of a Redis
 * @param open whether anybody may do anything
 * @param apiOnly whether another server has the workbook
 * @param advertise where clients find this server; empty for where it listens
 * @param waitAof on which disks of Redis a request must be before it counts as accepted: {@code off}, {@code local}, or
 *     how many of replicas besides
 * @param history how much is kept of what cells and rows were before
 * @param webhookAllow the ranges of addresses within the network that webhooks may be sent to
 * @param fetch which files are fetched
 * @param otlp where traces are sent
 * @param security what keeps the server safe beyond its API keys
 */
record ServeSettings(
        String host,
        int port,
        String queue,
        boolean open,
        boolean apiOnly,
        String advertise,
        String waitAof,
        History history,
        List<String> webhookAllow,
        Fetch fetch,
        Otlp otlp,
        Security security) {

    /** Copies the ranges. */
    ServeSettings {
        webhookAllow = List.copyOf(webhookAllow);
    }

    /**
     * Which files are fetched.
     *
     * @param from the URLs of those files, and of folders
     * @param allow the ranges of addresses within the network that they may be fetched from
     */
    record Fetch(List<String> from, List<String> allow) {
        /** Copies the texts. */
        Fetch {
            from = List.copyOf(from);
            allow = List.copyOf(allow);
        }
    }

    /**
     * Where traces are sent.
     *
     * @param collector empty for nowhere
     * @param sample which part of those that begin here
     */
    record Otlp(String collector, double sample) {
        static final Otlp OFF = new Otlp("", 1);
    }

    /**
     * How much is kept of what cells and rows were before.
     *
     * @param days 0 for nothing
     * @param versions of how many versions
     */
    record History(int days, long versions) {}

    /** Returns the settings of the demo: open, on this machine alone, with webhooks that may be sent to it. */
    static ServeSettings ofDemo(int port, Fetch fetch) {
        return new ServeSettings(
                "127.0.0.1",
                port,
                "embedded",
                true,
                false,
                "",
                "off",
                new History(30, Long.MAX_VALUE),
                List.of("127.0.0.0/8", "::1"),
                fetch,
                Otlp.OFF,
                Security.byDefault());
    }

    boolean isEmbedded() {
        return queue.equals("embedded");
    }

    boolean isLoopback() {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    /** Returns where others send clients that need a server with these settings that got {@code port}. */
    String advertised(int port) {
        return advertise.isEmpty() ? uri(port).toString() : advertise;
    }

    /** Returns the address of a server with these settings that got {@code port}. */
    URI uri(int port) {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return URI.create((security.tls().isOn() ? "https://" : "http://") + name + ":" + port);
    }
}
