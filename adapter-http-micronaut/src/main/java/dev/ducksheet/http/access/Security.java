package dev.ducksheet.http.access;

import java.util.List;
import java.util.Optional;

/**
 * How a server is kept safe beyond its API keys.
 *
 * @param origins the web sites whose pages may use the API, such as {@code https://sheets.example}; none by default
 * @param tokens which tokens are taken besides API keys: one set or none
 */
public record Security(RateLimit rateLimit, List<String> origins, Tls tls, List<TokenSettings> tokens) {
    /** Copies the lists and refuses what is no origin. */
    public Security {
        origins = List.copyOf(origins);
        tokens = List.copyOf(tokens);
        for (var origin : origins) {
            if (!origin.matches("https?://[^/*,\\s]+")) {
                throw new IllegalArgumentException(
                        "an origin is a scheme and a host, such as https://sheets.example, not " + origin);
            }
        }
    }

    /** Returns what is so unless it is told otherwise: no limit, no foreign pages, no TLS, no tokens. */
    public static Security byDefault() {
        return new Security(RateLimit.OFF, List.of(), new Tls.Off(), List.of());
    }

    /** Returns which tokens are taken. */
    public Optional<TokenSettings> tokenSettings() {
        return tokens.stream().findFirst();
    }
}
