package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.port.out.FileReaders.Progress;
import java.io.IOException;
import java.sql.SQLException;

/** Asks a session ten times a second how far its statement is, as long as a file is read. */
final class ReadingProgress {
    private static final long PERIOD = 100;

    private final Session session;
    private final long lines;
    private final Progress progress;
    private final Thread thread = new Thread(this::run, "ducksheet-import-progress");
    private boolean over;

    private ReadingProgress(Session session, long lines, Progress progress) {
        this.session = session;
        this.lines = lines;
        this.progress = progress;
    }

    /**
     * Tells how far {@code work} is until it ends.
     *
     * @param lines about how many there are in all: DuckDB does not count them as it goes
     */
    static <T> T during(Session session, long lines, Progress progress, DuckDbImports.Work<T> work)
            throws SQLException, IOException {
        session.execute("SET enable_progress_bar = true");
        session.execute("SET enable_progress_bar_print = false");
        var asking = new ReadingProgress(session, lines, progress);
        asking.thread.setDaemon(true);
        asking.thread.start();
        try {
            return work.run();
        } finally {
            asking.end();
        }
    }

    private synchronized void run() {
        try {
            while (!over) {
                wait(PERIOD);
                session.progress()
                        .ifPresent(it -> progress.at(
                                (long) (lines * Math.min(100, it.getPercentage()) / 100), it.getPercentage() / 100));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        synchronized (this) {
            over = true;
            notifyAll();
        }
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
