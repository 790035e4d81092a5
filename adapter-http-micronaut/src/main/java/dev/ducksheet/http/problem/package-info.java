/** What is wrong with a request, as RFC 9457 tells it. */
@NullMarked
package dev.ducksheet.http.problem;

import org.jspecify.annotations.NullMarked;
