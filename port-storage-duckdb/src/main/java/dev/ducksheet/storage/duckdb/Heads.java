package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Version;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the workbook stands, as far as this process knows: nobody sees it go back. Thread-safe.
 *
 * <p>A reader whose transaction begins while nobody commits sees what is known here, and need not ask the log: as with a
 * sequence lock, it looks before and after whether a commit has begun.
 */
final class Heads {
    private final AtomicLong commitsBegun = new AtomicLong();
    private final AtomicLong commitsEnded = new AtomicLong();
    private volatile Head newest;

    Heads(Session session) throws SQLException {
        newest = Head.read(session, Reached.read(session, Version.ZERO));
    }

    Head newest() {
        return newest;
    }

    /** Begins a transaction that reads; returns what it sees. */
    Head beginReading(Session session) throws SQLException {
        long ended = commitsEnded.get();
        var known = newest.reached();
        session.execute("BEGIN TRANSACTION READ ONLY");
        var head = Head.read(session, known);
        var seen = commitsBegun.get() == ended ? head : head.at(Reached.read(session, known.version()));
        advance(seen);
        return seen;
    }

    /** Returns what the writer sees, in its transaction or after it. */
    Head readByWriter(Session session) throws SQLException {
        return Head.read(session, Reached.read(session, newest.reached().version()));
    }

    /** Takes note that the one writer begins to commit. If that fails, readers ask the log until another succeeds. */
    void beginCommit() {
        commitsBegun.incrementAndGet();
    }

    /** Takes note that the writer has committed. */
    void endCommit(Head committed) {
        replace(committed);
        commitsEnded.set(commitsBegun.get());
    }

    /** A reader may see a commit a moment before the writer has told. */
    private synchronized void advance(Head seen) {
        newest = newest.isBefore(seen) ? seen : newest;
    }

    /** Takes what the writer knows: no reader has seen more. */
    synchronized void replace(Head other) {
        newest = other;
    }
}
