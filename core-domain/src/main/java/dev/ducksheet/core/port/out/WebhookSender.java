package dev.ducksheet.core.port.out;

import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.edit.WebhookSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sends messages to receivers that nobody here has a hand in, signed as Standard Webhooks says.
 *
 * <p>Thread-safe. It never follows a redirect, goes through no proxy, keeps no cookies and tries nothing twice. An
 * address that leads into the network of the sender is not reached, unless whoever runs the sender allows it: every
 * address that a name stands for is looked at, and none but those is connected to.
 */
public interface WebhookSender extends AutoCloseable {

    /** Returns why nothing is ever sent to such an address, as far as it tells without asking for a name; or nothing. */
    Optional<String> objection(String url);

    /** Sends a message once. Blocks, but not for longer than a bound, whatever the receiver does. */
    Sent send(Post post);

    /** Ends what is under way, as unanswered. Repeatable. */
    @Override
    void close();

    /**
     * A message on its way.
     *
     * @param id the same whenever the same is sent
     * @param at when it is sent, for the signature
     * @param body JSON
     * @param secrets to sign with, at least one
     */
    record Post(String url, String id, Instant at, String body, List<WebhookSecret> secrets) {
        /** Copies the secrets. */
        public Post {
            secrets = List.copyOf(secrets);
        }
    }

    /**
     * What came of it.
     *
     * @param retryAfter how long the receiver asks not to be sent anything, if it does
     */
    record Sent(Reply reply, Optional<Duration> retryAfter) {
        /** Returns what came of it if the receiver asks for nothing. */
        public static Sent of(Reply reply) {
            return new Sent(reply, Optional.empty());
        }
    }
}
