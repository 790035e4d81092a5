package dev.ducksheet.http;

import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.http.body.ByteBodyFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Hands pieces to the server on its connection's own thread, where it cancels too: the server takes a piece that
 * comes after its cancelling for a bug.
 */
final class Delivery implements Subscriber<byte[]>, Subscription {
    private final Subscriber<? super ReadBuffer> server;
    private final ByteBodyFactory factory;
    private final EventExecutor loop;
    private final AtomicReference<@Nullable Subscription> pieces = new AtomicReference<>();
    private volatile boolean cancelled;

    Delivery(Subscriber<? super ReadBuffer> server, ByteBodyFactory factory, EventExecutor loop) {
        this.server = server;
        this.factory = factory;
        this.loop = loop;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        pieces.set(subscription);
        server.onSubscribe(this);
    }

    @Override
    public void request(long count) {
        upstream().request(count);
    }

    @Override
    public void cancel() {
        cancelled = true;
        upstream().cancel();
    }

    @Override
    public void onNext(byte[] piece) {
        deliver(() -> server.onNext(factory.readBufferFactory().adapt(piece)));
    }

    @Override
    public void onError(Throwable cause) {
        deliver(() -> server.onError(cause));
    }

    @Override
    public void onComplete() {
        deliver(server::onComplete);
    }

    private void deliver(Runnable signal) {
        try {
            loop.execute(() -> {
                if (!cancelled) {
                    signal.run();
                }
            });
        } catch (RejectedExecutionException e) { // the server is down
            cancel();
        }
    }

    private Subscription upstream() {
        var subscription = pieces.get();
        if (subscription == null) {
            throw new IllegalStateException("nothing was subscribed to");
        }
        return subscription;
    }
}
