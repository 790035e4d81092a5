/** Fetches files over HTTP and from S3, and from no address that it should not. */
@NullMarked
package dev.ducksheet.place.http;

import org.jspecify.annotations.NullMarked;
