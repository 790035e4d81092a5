package dev.ducksheet.http.rows;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.RowStream;
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
 * Rows as pieces of bytes for one subscriber, made on a pool's thread when they are asked for, and one piece ahead. A
 * slow reader holds neither a thread nor more than that piece. The rows are closed at the end, whatever it is.
 */
public final class RowPublisher implements Publisher<byte[]>, Subscription, AutoCloseable {
    private static final int PIECE = 64 * 1024;

    private final RowStream rows;
    private final RowEncoder encoder;
    private final Function<List<CellValue>, String> nextCursor;
    private final Executor pool;
    private final Runnable onEnd;

    private final ByteSink sink = new ByteSink(PIECE + PIECE / 4);
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private volatile boolean cancelled;
    private @Nullable Subscriber<? super byte[]> subscriber;
    private byte @Nullable [] ahead;
    private int nextRow = -1;
    private boolean anyRow;
    private boolean exhausted;
    private boolean ended;

    /**
     * Publishes {@code rows}, which it closes.
     *
     * @param nextCursor makes a cursor of where the rows go on
     * @param pool may block
     * @param onEnd called once, after the rows are closed
     */
    public RowPublisher(
            RowStream rows,
            RowFormat format,
            Optional<String> sheet,
            Function<List<CellValue>, String> nextCursor,
            Executor pool,
            Runnable onEnd) {
        this.rows = rows;
        this.nextCursor = nextCursor;
        this.pool = pool;
        this.onEnd = onEnd;
        encoder = format.encoder(new RowFormat.Result(sheet, rows.head(), rows.columns()));
        encoder.head(sink);
    }

    @Override
    public void subscribe(Subscriber<? super byte[]> subscriber) {
        if (!subscribed.compareAndSet(false, true)) {
            throw new IllegalStateException("rows are read once");
        }
        this.subscriber = subscriber;
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long pieces) {
        demand.accumulateAndGet(pieces, (some, more) -> some + more < 0 ? Long.MAX_VALUE : some + more);
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
                ahead = encode();
            }
        } catch (RuntimeException e) {
            fail(e);
        }
        if (cancelled && !ended) {
            end();
        }
    }

    private void emit() {
        var piece = ahead == null ? encode() : ahead;
        ahead = null;
        demand.decrementAndGet();
        var to = subscriber();
        if (piece.length > 0) {
            to.onNext(piece);
        }
        if (exhausted) {
            end();
            to.onComplete();
        }
    }

    private byte[] encode() {
        while (!exhausted && sink.size() < PIECE) {
            if (nextRow < 0 && !rows.next()) {
                exhausted = true;
                var resume = rows.resumeAfter();
                encoder.tail(sink, resume.isEmpty() ? "" : nextCursor.apply(resume));
            } else {
                encodeRows();
            }
        }
        return sink.take();
    }

    private void encodeRows() {
        var batch = rows.batch();
        int row = Math.max(0, nextRow);
        for (int size = batch.size(); row < size && sink.size() < PIECE; row++) {
            encoder.row(sink, batch, row, !anyRow);
            anyRow = true;
        }
        nextRow = row < batch.size() ? row : -1;
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
            rows.close();
        } finally {
            onEnd.run();
        }
    }

    private Subscriber<? super byte[]> subscriber() {
        if (subscriber == null) {
            throw new IllegalStateException("nobody reads the rows");
        }
        return subscriber;
    }
}
