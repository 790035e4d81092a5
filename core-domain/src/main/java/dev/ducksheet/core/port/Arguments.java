package dev.ducksheet.core.port;

import dev.ducksheet.core.model.CellValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values that a query's parameters take; bound, never pasted into its text. */
public sealed interface Arguments {

    /** Values in the order of the text's {@code ?}, or of {@code $1}, {@code $2}, … */
    record Positional(List<CellValue> values) implements Arguments {
        /** Copies the values. */
        public Positional {
            values = List.copyOf(values);
        }
    }

    /** Values by the names of the text's {@code $name}; small and capital letters are the same. */
    record Named(Map<String, CellValue> values) implements Arguments {
        /** Copies the values, in their order. */
        public Named {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** Returns no values. */
    static Arguments none() {
        return new Positional(List.of());
    }
}
