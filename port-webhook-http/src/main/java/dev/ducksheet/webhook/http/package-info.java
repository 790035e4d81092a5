/** Sends signed messages to webhooks over HTTP, and to no address that it should not. */
@NullMarked
package dev.ducksheet.webhook.http;

import org.jspecify.annotations.NullMarked;
