package dev.ducksheet.queue.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request that could not be decided, as {@code request_duck:dead} keeps it.
 *
 * @param id of the letter
 * @param entry the request's entry in {@code request_duck}
 * @param fields as the requester wrote them
 */
public record DeadLetter(String id, String entry, String reason, Map<String, String> fields) {
    private static final String REASON = "reason";
    private static final String ENTRY = "entry";

    /** Copies the fields. */
    public DeadLetter {
        fields = Map.copyOf(fields);
    }

    /** Returns the fields of a letter: its own, then those of the request behind a mark. */
    static List<String> fields(String entry, String reason, Map<String, String> request) {
        var fields = new ArrayList<>(List.of(ENTRY, entry, REASON, reason));
        request.forEach((name, value) -> {
            fields.add("request." + name);
            fields.add(value);
        });
        return fields;
    }

    static DeadLetter of(String id, Map<String, String> fields) {
        var request = new LinkedHashMap<String, String>();
        fields.forEach((name, value) -> {
            if (name.startsWith("request.")) {
                request.put(name.substring("request.".length()), value);
            }
        });
        return new DeadLetter(id, fields.getOrDefault(ENTRY, ""), fields.getOrDefault(REASON, ""), request);
    }
}
