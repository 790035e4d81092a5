/** The way of each request as spans of OpenTelemetry. */
@NullMarked
package dev.ducksheet.tracing.otel;

import org.jspecify.annotations.NullMarked;
