package dev.ducksheet.http.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON text as a tree. Numbers keep their digits, so that nothing is lost on the way to an exact type. */
public sealed interface Json {

    /** Members by name, in the order of the text. */
    record Obj(Map<String, Json> members) implements Json {
        /** Copies the members. */
        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public String kind() {
            return "an object";
        }
    }

    /** Elements in order. */
    record Arr(List<Json> elements) implements Json {
        /** Copies the elements. */
        public Arr {
            elements = List.copyOf(elements);
        }

        @Override
        public String kind() {
            return "an array";
        }
    }

    /** A string. */
    record Str(String text) implements Json {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /** A number, as the text spells it. */
    record Num(String digits) implements Json {
        @Override
        public String kind() {
            return "a number";
        }
    }

    /** The three words. */
    enum Word implements Json {
        /** {@code true}. */
        TRUE,
        /** {@code false}. */
        FALSE,
        /** {@code null}. */
        NULL;

        @Override
        public String kind() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Returns what a message calls it: {@code a string}. */
    String kind();
}
