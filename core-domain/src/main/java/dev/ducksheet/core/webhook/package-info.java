/** What webhooks are told: which events there are, which of them a webhook takes, and when a message is tried again. */
@NullMarked
package dev.ducksheet.core.webhook;

import org.jspecify.annotations.NullMarked;
