package dev.ducksheet.tracing.otel;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where spans go, and how many.
 *
 * @param collector takes OTLP in protobuf over HTTP; the path {@code /v1/traces} is added to its own, unless it is there
 * @param sample which part of the traces that begin here is told, 0 to 1; those that begin elsewhere are told if they
 *     are there
 */
public record OtlpSettings(URI collector, double sample) {
    private static final String TRACES = "/v1/traces";

    /** Refuses what is no collector, and no part. */
    public OtlpSettings {
        if (!isCollector(collector.toString())) {
            throw new IllegalArgumentException(
                    "a collector's address looks like http://127.0.0.1:4318, not " + collector);
        }
        if (!(sample >= 0 && sample <= 1)) {
            throw new IllegalArgumentException("the part that is sampled is 0 to 1, not " + sample);
        }
    }

    /** Says whether that is the address of a collector: over HTTP, with a host, without a login, query or fragment. */
    public static boolean isCollector(String address) {
        try {
            var uri = new URI(address);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Returns where spans are posted. */
    String endpoint() {
        var base = collector.toString().replaceAll("/+$", "");
        return base.endsWith(TRACES) ? base : base + TRACES;
    }
}
