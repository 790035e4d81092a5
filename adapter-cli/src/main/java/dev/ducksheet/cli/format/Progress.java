package dev.ducksheet.cli.format;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A bar that says how far a long task is; not before it has taken a second, and not oftener than people can read. */
public final class Progress implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;
    private static final long PAUSE = SECOND / 10;
    private static final int WIDTH = 30;
    private static final int STEPS_BETWEEN_LOOKS = 1024;

    private final PrintWriter err;
    private final boolean shown;
    private final String task;
    private final long total;
    private final LongSupplier nanos;
    private final long started;
    private long next;
    private long done;
    private boolean drawn;

    /**
     * @param shown whether {@code err} is a terminal
     * @param nanos a clock for durations
     */
    public Progress(PrintWriter err, boolean shown, String task, long total, LongSupplier nanos) {
        this.err = err;
        this.shown = shown;
        this.task = task;
        this.total = total;
        this.nanos = nanos;
        started = nanos.getAsLong();
        next = started + SECOND;
    }

    /** Tells that one more is done. */
    public void step() {
        done++;
        if (shown && done % STEPS_BETWEEN_LOOKS == 0) {
            look(nanos.getAsLong());
        }
    }

    /** Tells that so much is done in all. */
    public void reach(long done) {
        this.done = done;
        if (shown) {
            look(nanos.getAsLong());
        }
    }

    private void look(long now) {
        if (now - next >= 0) {
            next = now + PAUSE;
            draw(now);
        }
    }

    private void draw(long now) {
        drawn = true;
        int filled = (int) (done * WIDTH / Math.max(1, total));
        err.printf(
                Locale.ROOT,
                "\r%s  %s%s %3d %%  %,d of %,d  %,d/s",
                task,
                "█".repeat(filled),
                "░".repeat(WIDTH - filled),
                done * 100 / Math.max(1, total),
                done,
                total,
                perSecond(now));
        err.flush();
    }

    private long perSecond(long now) {
        return (long) (done * (double) SECOND / Math.max(1, now - started));
    }

    /** Takes the bar away, if it was ever there. */
    @Override
    public void close() {
        if (drawn) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
