package dev.ducksheet.http;

import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.stream.BodySizeLimits;
import io.netty.util.concurrent.EventExecutor;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;

/** What a response carries: bytes that are there, or bytes that come. One class, as the server looks up writers by it. */
final class Payload {
    private final BiFunction<ByteBodyFactory, EventExecutor, CloseableByteBody> body;
    private final Runnable onAbandon;

    private Payload(BiFunction<ByteBodyFactory, EventExecutor, CloseableByteBody> body, Runnable onAbandon) {
        this.body = body;
        this.onAbandon = onAbandon;
    }

    /** Returns bytes that are there; the server owns them from now on. */
    static Payload of(byte[] bytes) {
        return new Payload((factory, loop) -> factory.adapt(bytes), () -> {});
    }

    /**
     * Returns bytes that come in pieces, at the client's pace.
     *
     * @param pieces never changed once they are published, so that several clients may share them
     * @param onAbandon called if nobody wants them, maybe more than once
     */
    static Payload of(Publisher<byte[]> pieces, Runnable onAbandon) {
        return new Payload(
                (factory, loop) -> factory.adapt(
                        subscriber -> pieces.subscribe(new Delivery(subscriber, factory, loop)),
                        BodySizeLimits.UNLIMITED,
                        null,
                        onAbandon),
                onAbandon);
    }

    /** Returns the payload as the server takes it, on the one thread of the connection. */
    CloseableByteBody body(ByteBodyFactory factory, EventExecutor loop) {
        return body.apply(factory, loop);
    }

    /** Lets go of what is behind a payload that nobody will take. Repeatable. */
    void abandon() {
        onAbandon.run();
    }
}
