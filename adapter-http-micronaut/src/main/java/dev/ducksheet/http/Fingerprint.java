package dev.ducksheet.http;

import dev.ducksheet.http.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells whether two bodies say the same: SHA-256 over the body with its members sorted and its numbers in one
 * spelling, whatever the blanks.
 */
final class Fingerprint {
    private final StringBuilder canonical = new StringBuilder();

    private Fingerprint() {}

    static String of(Json body) {
        var fingerprint = new Fingerprint();
        fingerprint.append(body);
        return HexFormat.of().formatHex(sha256(fingerprint.canonical.toString()));
    }

    private void append(Json json) {
        if (json instanceof Json.Obj object) {
            append(new TreeMap<>(object.members()));
        } else if (json instanceof Json.Arr array) {
            canonical.append('[').append(array.elements().size());
            array.elements().forEach(this::append);
        } else if (json instanceof Json.Str text) {
            append(text.text());
        } else if (json instanceof Json.Num number) {
            var digits = new BigDecimal(number.digits()).stripTrailingZeros();
            canonical.append('#').append(digits).append(';');
        } else {
            canonical.append(json.kind()).append(';');
        }
    }

    private void append(Map<String, Json> sorted) {
        canonical.append('{').append(sorted.size());
        sorted.forEach((name, value) -> {
            append(name);
            append(value);
        });
    }

    /** The length before the text keeps what two texts say apart from what one says. */
    private void append(String text) {
        canonical.append('"').append(text.length()).append(':').append(text);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
