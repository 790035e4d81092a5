package dev.ducksheet.tracing.otel;

import dev.ducksheet.core.edit.Request;
import java.util.Locale;

/** The kinds of requests in words. */
final class Kinds {
    /** Worked out once for each kind; there are but a few. */
    private static final ClassValue<String> WORDS = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> kind) {
            return kind.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        }
    };

    private Kinds() {}

    /** Returns such as {@code update_cell}. */
    static String of(Request request) {
        return WORDS.get(request.getClass());
    }
}
