/** What the OpenAPI document says of the routes; it is built when it is first asked for. */
@NullMarked
package dev.ducksheet.http.openapi;

import org.jspecify.annotations.NullMarked;
