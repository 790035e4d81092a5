package dev.ducksheet.testkit;

import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.port.out.WebhookSender;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The twin of what sends to webhooks: keeps what was sent, and answers as it is told. Thread-safe. */
public final class Receivers implements WebhookSender {
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private volatile Function<Post, Sent> answer = post -> code(200);
    private volatile boolean closed;

    /** Answers from now on as that function does; it may block. */
    public void answer(Function<Post, Sent> next) {
        answer = next;
    }

    /** Returns the answer with that status. */
    public static Sent code(int status) {
        return Sent.of(new Reply.Answered(status, "status " + status));
    }

    /** Returns the answer with that status, and the wish not to be sent anything for so long. */
    public static Sent code(int status, Duration retryAfter) {
        return new Sent(new Reply.Answered(status, "status " + status), Optional.of(retryAfter));
    }

    /** Returns what was sent, in its order. */
    public List<Post> posts() {
        return List.copyOf(posts);
    }

    /** Returns what was sent to an address. */
    public List<Post> posts(String url) {
        return posts.stream().filter(post -> post.url().equals(url)).toList();
    }

    /** Says whether it was closed. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public Optional<String> objection(String url) {
        return url.startsWith("http") ? Optional.empty() : Optional.of("'" + url + "' is no address");
    }

    @Override
    public Sent send(Post post) {
        if (closed) {
            return Sent.of(new Reply.Unanswered("closed"));
        }
        posts.add(post);
        return answer.apply(post);
    }

    @Override
    public void close() {
        closed = true;
    }
}
