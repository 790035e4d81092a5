package dev.ducksheet.core.port;

/** Tells who works for somebody that nobody waits any more. Thread-safe. */
public final class Cancellation {
    private Runnable stop = Cancellation::nothing;
    private boolean cancelled;

    /** Has the work stopped. Repeatable; without effect once the work is done. */
    public void cancel() {
        Runnable present;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            present = stop;
        }
        present.run();
    }

    /** Runs {@code stop} when it is cancelled, at once if it is already; the last one that was given counts. */
    public void onCancel(Runnable stop) {
        synchronized (this) {
            this.stop = stop;
            if (!cancelled) {
                return;
            }
        }
        stop.run();
    }

    /** Says that there is nothing to stop any more. */
    public synchronized void done() {
        stop = Cancellation::nothing;
    }

    private static void nothing() {}
}
