package dev.ducksheet.webhook.http;

import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.port.out.WebhookSender;
import dev.ducksheet.guard.ForbiddenAddressException;
import dev.ducksheet.guard.GuardedClient;
import dev.ducksheet.guard.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages over HTTP/1.1, each on a connection of its own, so that what was looked at is what is connected to.
 * Thread-safe.
 */
public final class HttpWebhookSender implements WebhookSender {
    /** No more of an answer is read: enough to see that it is one. */
    private static final int MOST_READ = 64 * 1024;

    /** So much of it is kept. */
    private static final int EXCERPT = 1024;

    private final SenderSettings settings;
    private final Clock clock;
    private final GuardedClient client;
    private volatile boolean closed;

    private HttpWebhookSender(SenderSettings settings, Clock clock, GuardedClient client) {
        this.settings = settings;
        this.clock = clock;
        this.client = client;
    }

    /** Opens a sender that asks the system for the addresses of names. */
    public static HttpWebhookSender open(SenderSettings settings, Clock clock) {
        return new HttpWebhookSender(settings, clock, GuardedClient.open(settings.guard()));
    }

    /** Opens a sender that asks {@code resolver} for the addresses of names. */
    static HttpWebhookSender open(SenderSettings settings, Clock clock, DnsResolver resolver) {
        return new HttpWebhookSender(settings, clock, GuardedClient.open(settings.guard(), resolver));
    }

    @Override
    public Optional<String> objection(String url) {
        var target = Target.parse(url);
        if (target instanceof Target.Bad bad) {
            return Optional.of(bad.why());
        }
        return objection((Target.Good) target);
    }

    private Optional<String> objection(Target.Good target) {
        return client.objection(target)
                .map(why -> why + ", and messages go to the public internet; whoever runs the server can allow it with"
                        + " --webhook-allow");
    }

    @Override
    public Sent send(Post post) {
        var target = Target.parse(post.url());
        if (target instanceof Target.Bad bad) {
            return Sent.of(new Reply.Forbidden(bad.why()));
        }
        var good = (Target.Good) target;
        var objection = objection(good);
        return objection.isPresent() ? Sent.of(new Reply.Forbidden(objection.get())) : send(good, post);
    }

    private Sent send(Target.Good target, Post post) {
        var request = request(target, post);
        try (var exchange = client.send(request)) {
            return sent(exchange.response());
        } catch (ForbiddenAddressException e) {
            return Sent.of(new Reply.Forbidden(String.valueOf(e.getMessage())));
        } catch (IOException | RuntimeException e) {
            return closed ? cutOff() : Sent.of(new Reply.Unanswered(why(e, request.isAborted())));
        }
    }

    private static Sent cutOff() {
        return Sent.of(new Reply.Unanswered("the sender was closed"));
    }

    private static HttpPost request(Target.Good target, Post post) {
        var request = new HttpPost(target.uri());
        request.setEntity(new StringEntity(post.body(), ContentType.APPLICATION_JSON));
        request.setHeader("webhook-id", post.id());
        request.setHeader("webhook-timestamp", Long.toString(post.at().getEpochSecond()));
        request.setHeader("webhook-signature", Signature.header(post.secrets(), post.id(), post.at(), post.body()));
        return request;
    }

    private Sent sent(ClassicHttpResponse response) {
        var retryAfter = RetryAfter.parse(header(response, "Retry-After"), clock);
        try {
            return new Sent(new Reply.Answered(response.getCode(), excerpt(response.getEntity())), retryAfter);
        } catch (IOException e) {
            return new Sent(
                    new Reply.Unanswered("status " + response.getCode() + ", and then " + why(e, false)), retryAfter);
        }
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** Reads no more than a bound; the connection is not used again, so that the rest can be left unread. */
    private static String excerpt(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        InputStream content = entity.getContent();
        var bytes = content.readNBytes(MOST_READ);
        return new String(bytes, 0, Math.min(EXCERPT, bytes.length), StandardCharsets.UTF_8).replace("\u0000", "");
    }

    private String why(Exception failure, boolean aborted) {
        if (aborted) {
            return "no complete answer within " + settings.total().toMillis() + " ms";
        }
        var message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
