package dev.ducksheet.tracing.otel;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A request over HTTP that just came in.
 *
 * @param method in capitals; any that HTTP does not know is told as {@code _OTHER}
 * @param scheme {@code http} or {@code https}
 * @param path without the query
 * @param headers returns the header of a name, or null
 */
public record HttpCall(String method, String scheme, String path, UnaryOperator<@Nullable String> headers) {}
