package dev.ducksheet.core.port;

import java.util.ArrayList;
import java.util.List;

/** Tells who works for somebody that nobody waits any more. Thread-safe. */
public final class Cancellation {
    private final List<Runnable> stops = new ArrayList<>();
    private boolean cancelled;

    /** Has the work stopped. Repeatable; without effect once the work is done. */
    public void cancel() {
        List<Runnable> present;
        synchronized (this) {
            cancelled = true;
            present = List.copyOf(stops);
            stops.clear();
        }
        present.forEach(Runnable::run);
    }

    /** Runs {@code stop}, which must not take long, when it is cancelled; at once if it is already. */
    public void onCancel(Runnable stop) {
        synchronized (this) {
            if (!cancelled) {
                stops.add(stop);
                return;
            }
        }
        stop.run();
    }

    /** Says that there is nothing to stop any more. */
    public synchronized void done() {
        stops.clear();
    }
}
