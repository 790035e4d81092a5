package dev.ducksheet.core.edit;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The kinds of events that a webhook asks for.
 *
 * @param patterns each the name of a type, a group of types such as {@code rows.*}, or {@code *} for all; a group has
 *     also those types that a later version adds to it
 */
public record EventTypes(List<String> patterns) {
    private static final String ALL = "*";
    private static final String GROUP = ".*";

    /** Copies the patterns; refuses none at all, one that is there twice, and what no type is meant by. */
    public EventTypes {
        patterns = List.copyOf(patterns);
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("no event type is asked for; there are " + known());
        }
        for (var pattern : patterns) {
            if (EventType.askable().stream().noneMatch(type -> includes(pattern, type))) {
                throw new IllegalArgumentException("there is no event type '" + pattern + "'; there are " + known());
            }
        }
        if (patterns.stream().distinct().count() < patterns.size()) {
            throw new IllegalArgumentException("an event type is asked for twice: " + String.join(", ", patterns));
        }
    }

    /** Returns these types. */
    public static EventTypes of(String... patterns) {
        return new EventTypes(List.of(patterns));
    }

    /** Says whether a type is asked for. */
    public boolean includes(EventType type) {
        return patterns.stream().anyMatch(pattern -> includes(pattern, type));
    }

    private static boolean includes(String pattern, EventType type) {
        return pattern.equals(ALL) || pattern.equals(type.wireName()) || pattern.equals(type.group() + GROUP);
    }

    private static String known() {
        return EventType.askable().stream().map(EventType::wireName).collect(Collectors.joining(", "))
                + ", groups of them such as rows.*, and *";
    }
}
