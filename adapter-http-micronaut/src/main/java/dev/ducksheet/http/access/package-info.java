/** Who sends a request: API keys, tokens of an OAuth 2 server, how often, and the certificate of the server. */
@NullMarked
package dev.ducksheet.http.access;

import org.jspecify.annotations.NullMarked;
