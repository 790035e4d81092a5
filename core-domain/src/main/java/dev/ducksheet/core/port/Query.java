package dev.ducksheet.core.port;

import dev.ducksheet.core.model.CellValue;
import java.time.Duration;
import java.util.List;

/**
 * A read-only query in the store's own language.
 *
 * @param arguments one for each parameter of the text, none besides
 * @param limit the most rows to return
 * @param timeout after which it is cut off
 */
public record Query(String text, Arguments arguments, long limit, Duration timeout) {

    /** Returns a query whose parameters are told by their places. */
    public Query(String text, List<CellValue> arguments, long limit, Duration timeout) {
        this(text, new Arguments.Positional(arguments), limit, timeout);
    }
}
