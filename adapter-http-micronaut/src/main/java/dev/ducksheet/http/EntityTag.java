package dev.ducksheet.http;

import io.micronaut.http.HttpRequest;
import java.util.Arrays;

/**
 * The weak tag of what an answer shows (RFC 9110, 8.8.3).
 *
 * @param value without quotes
 */
record EntityTag(String value) {
    private static final String WEAK = "W/";

    /** Returns the value of the header ETag. */
    String text() {
        return WEAK + '"' + value + '"';
    }

    /** Says whether the client has what it asks for: its If-None-Match names the tag, or anything. */
    boolean isKnownTo(HttpRequest<?> request) {
        return request.getHeaders().getAll("If-None-Match").stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(text()) || (WEAK + tag).equals(text()));
    }
}
