package dev.ducksheet.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bytes of a file at the client's pace; closes it at its end, and if nobody wants the rest. For one subscriber. */
final class FilePublisher implements Publisher<byte[]>, Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(FilePublisher.class);
    private static final int PIECE = 1 << 16;

    private final InputStream bytes;
    private final Executor readers;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean stopped;
    private boolean ended;
    private @Nullable Subscriber<? super byte[]> subscriber;

    /** @param readers runs at most one task for this file at a time */
    FilePublisher(InputStream bytes, Executor readers) {
        this.bytes = bytes;
        this.readers = readers;
    }

    @Override
    public void subscribe(Subscriber<? super byte[]> one) {
        subscriber = one;
        one.onSubscribe(this);
    }

    @Override
    public void request(long pieces) {
        demand.accumulateAndGet(pieces, (some, more) -> some + more < 0 ? Long.MAX_VALUE : some + more);
        wake();
    }

    @Override
    public void cancel() {
        stopped = true;
        wake();
    }

    private void wake() {
        if (calls.getAndIncrement() == 0) {
            readers.execute(this::read);
        }
    }

    private void read() {
        int missed = 1;
        while (missed != 0) {
            while (!ended && !stopped && demand.get() > 0) {
                emit();
            }
            if (stopped && !ended) {
                end();
            }
            missed = calls.addAndGet(-missed);
        }
    }

    private void emit() {
        var to = subscriber;
        if (to == null) {
            return;
        }
        try {
            var piece = new byte[PIECE];
            int length = bytes.readNBytes(piece, 0, PIECE);
            if (length > 0) {
                demand.decrementAndGet();
                to.onNext(length == PIECE ? piece : Arrays.copyOf(piece, length));
            } else {
                end();
                to.onComplete();
            }
        } catch (IOException e) {
            end();
            to.onError(e);
        }
    }

    private void end() {
        ended = true;
        try {
            bytes.close();
        } catch (IOException e) {
            LOG.warn("a file did not close", e);
        }
    }
}
