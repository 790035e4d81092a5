package dev.ducksheet.http.rows;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.RowFile;
import dev.ducksheet.core.port.RowStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Pieces of bytes for one subscriber, made on a pool's thread when they are asked for, and one piece ahead. A slow reader
 * holds neither a thread nor more than that piece. What they are made of is closed at the end, whatever it is.
 */
public final class RowPublisher implements Publisher<byte[]>, Subscription, AutoCloseable {
    private final Pieces pieces;
    private final Executor pool;
    private final Runnable onEnd;

    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private volatile boolean cancelled;
    private @Nullable Subscriber<? super byte[]> subscriber;
    private byte @Nullable [] ahead;
    private boolean ended;

    private RowPublisher(Pieces pieces, Executor pool, Runnable onEnd) {
        this.pieces = pieces;
        this.pool = pool;
        this.onEnd = onEnd;
    }

    /**
     * Publishes {@code rows}, which it closes.
     *
     * @param nextCursor makes a cursor of where the rows go on
     * @param pool may block
     * @param onEnd called once, after the rows are closed
     */
    public static RowPublisher of(
            RowStream rows,
            RowFormat format,
            ContentCoding coding,
            Optional<String> sheet,
            Function<List<CellValue>, String> nextCursor,
            Executor pool,
            Runnable onEnd) {
        var encoder = format.encoder(new RowFormat.Result(sheet, rows.head(), rows.columns()));
        Pieces pieces = new RowPieces(rows, encoder, nextCursor);
        return new RowPublisher(
                coding == ContentCoding.IDENTITY ? pieces : new CodedPieces(pieces, coding), pool, onEnd);
    }

    /** Publishes the bytes of {@code file}, which it closes; the rest as for rows. */
    public static RowPublisher of(RowFile file, Executor pool, Runnable onEnd) {
        return new RowPublisher(new FilePieces(file.bytes(), file::close), pool, onEnd);
    }

    /** Publishes {@code bytes}, which it closes; the rest as for rows. */
    public static RowPublisher of(InputStream bytes, Executor pool) {
        return new RowPublisher(new FilePieces(bytes, () -> close(bytes)), pool, () -> {});
    }

    private static void close(InputStream bytes) {
        try {
            bytes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void subscribe(Subscriber<? super byte[]> subscriber) {
        if (!subscribed.compareAndSet(false, true)) {
            throw new IllegalStateException("they are read once");
        }
        this.subscriber = subscriber;
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long count) {
        demand.accumulateAndGet(count, (some, more) -> some + more < 0 ? Long.MAX_VALUE : some + more);
        schedule();
    }

    @Override
    public void cancel() {
        cancelled = true;
        schedule();
    }

    /** Lets go of the rows, if nobody has or will. */
    @Override
    public void close() {
        cancel();
    }

    private void schedule() {
        if (calls.getAndIncrement() != 0) {
            return;
        }
        try {
            pool.execute(this::drain);
        } catch (RejectedExecutionException e) {
            fail(e);
        }
    }

    /** Runs on one thread at a time; who calls meanwhile is counted, and it goes round again. */
    private void drain() {
        int missed = 1;
        while (missed != 0) {
            serve();
            missed = calls.addAndGet(-missed);
        }
    }

    private void serve() {
        try {
            while (!ended && !cancelled && demand.get() > 0) {
                emit();
            }
            if (!ended && !cancelled && ahead == null) {
                ahead = pieces.next();
            }
        } catch (RuntimeException e) {
            fail(e);
        }
        if (cancelled && !ended) {
            end();
        }
    }

    private void emit() {
        var piece = ahead == null ? pieces.next() : ahead;
        ahead = null;
        demand.decrementAndGet();
        var to = subscriber();
        if (piece.length > 0) {
            to.onNext(piece);
        }
        if (pieces.isEnd()) {
            end();
            to.onComplete();
        }
    }

    private void fail(RuntimeException cause) {
        if (ended) {
            return;
        }
        end();
        if (subscriber != null) {
            subscriber.onError(cause);
        }
    }

    private void end() {
        ended = true;
        ahead = null;
        try {
            pieces.close();
        } finally {
            onEnd.run();
        }
    }

    private Subscriber<? super byte[]> subscriber() {
        if (subscriber == null) {
            throw new IllegalStateException("nobody reads them");
        }
        return subscriber;
    }
}
