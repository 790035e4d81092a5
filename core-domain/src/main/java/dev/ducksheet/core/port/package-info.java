/** What the ports on both sides speak of: rows that stream, queries, and a resource that is away. */
@NullMarked
package dev.ducksheet.core.port;

import org.jspecify.annotations.NullMarked;
