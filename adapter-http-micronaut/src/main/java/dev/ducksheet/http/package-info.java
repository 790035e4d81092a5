/** The driving adapter that speaks HTTP: REST, server-sent events and OpenAPI on Micronaut. */
@NullMarked
package dev.ducksheet.http;

import org.jspecify.annotations.NullMarked;
