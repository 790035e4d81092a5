package dev.ducksheet.core.port;

import dev.ducksheet.core.model.CellValue;
import java.time.Duration;
import java.util.List;

/**
 * A read-only query in the store's own language.
 *
 * @param parameters bound to the text's {@code ?} in order
 * @param limit the most rows to return
 * @param timeout after which it is cut off
 */
public record Query(String text, List<CellValue> parameters, long limit, Duration timeout) {
    /** Copies the parameters. */
    public Query {
        parameters = List.copyOf(parameters);
    }
}
