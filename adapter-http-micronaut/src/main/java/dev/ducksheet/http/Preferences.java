package dev.ducksheet.http;

import io.micronaut.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the header Prefer (RFC 7240) asks for. What is not understood is ignored, as the standard has it.
 *
 * @param async whether to answer before the outcome
 * @param patience how long to wait for it, if the client said so
 */
record Preferences(boolean async, Optional<Duration> patience) {
    private static final Preferences NONE = new Preferences(false, Optional.empty());
    private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?([0-9]{1,6})\"?");

    static Preferences of(HttpRequest<?> request) {
        var headers = request.getHeaders().getAll("Prefer");
        return headers.isEmpty() ? NONE : of(headers);
    }

    private static Preferences of(List<String> headers) {
        boolean async = false;
        Optional<Duration> wait = Optional.empty();
        for (var preference : String.join(",", headers).split(",", -1)) {
            var token = preference.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            async |= token.equals("respond-async");
            wait = wait.or(() -> wait(token));
        }
        return new Preferences(async, wait);
    }

    private static Optional<Duration> wait(String token) {
        var match = WAIT.matcher(token);
        if (!match.matches()) {
            return Optional.empty();
        }
        var seconds = Math.min(Long.parseLong(match.group(1)), HttpSettings.MAX_WAIT.toSeconds());
        return Optional.of(Duration.ofSeconds(seconds));
    }

    /** Returns what is done of it, for the header Preference-Applied; empty if nothing. */
    String applied() {
        return async
                ? "respond-async"
                : patience.map(it -> "wait=" + it.toSeconds()).orElse("");
    }
}
