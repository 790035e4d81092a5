package dev.ducksheet.core.edit;

import java.util.Optional;
import java.util.UUID;

/** The identity of a request, given once when it comes in; its effect happens at most once. */
public record UpdateId(UUID value) {

    /** Reads what {@link #toString} writes. */
    public static Optional<UpdateId> parse(String text) {
        if (text.length() != 36) {
            return Optional.empty();
        }
        try {
            return Optional.of(new UpdateId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
