package dev.ducksheet.core.application;

import dev.ducksheet.core.application.JobBoard.Live;
import dev.ducksheet.core.imports.JobState;
import dev.ducksheet.core.imports.Source;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.RowFiles;
import dev.ducksheet.core.port.in.ImportFiles.Receiving;
import dev.ducksheet.core.port.out.FilePlace;
import dev.ducksheet.core.port.out.FilePlace.Found;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Receives the files of jobs that name where they are, a few at a time, each on a thread of its own. What came is kept a
 * piece at a time, so that it goes on from there when the place or this process was away. Thread-safe.
 */
final class Fetching implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Fetching.class.getName());
    private static final int AT_ONCE = 4;
    private static final int BUFFER = 1 << 16;

    /** A piece is kept when it has so many bytes, or took so long. */
    private static final long PIECE = 8L << 20;

    private static final Duration PIECE_TIME = Duration.ofSeconds(5);

    /** A place that brings no more than before is asked again so many times. */
    private static final int AGAIN = 5;

    private final Places places;
    private final Reception reception;
    private final ScheduledThreadPoolExecutor threads;
    private volatile boolean closed;

    /** What takes that which is fetched. */
    interface Reception {
        /** Takes a piece; nothing if the job waits for none from there on. */
        Optional<Receiving> receive(Live live, long offset);

        /** Ends the job. */
        void fail(Live live, String why);

        /** Lets go of the file of a job that was cancelled. */
        void release(Live live);
    }

    Fetching(Places places, Reception reception, ThreadFactory factory) {
        this.places = places;
        this.reception = reception;
        this.threads = new ScheduledThreadPoolExecutor(AT_ONCE, factory);
        this.threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Returns why a source is not fetched, as far as it is known without asking anybody; or nothing. */
    Optional<String> objection(Source source) {
        return places.objection(source);
    }

    /** Fetches the file of a job, from where it is. */
    void begin(Live live) {
        later(live, 0, Duration.ZERO);
    }

    private void later(Live live, int failures, Duration pause) {
        try {
            var unused = threads.schedule(() -> tryFetching(live, failures), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "the workbook is closing; the next process fetches the file");
        }
    }

    private void tryFetching(Live live, int failures) {
        var pieces = new Pieces(live);
        try {
            if (isWanted(live)) {
                fetch(live, pieces);
            }
        } catch (RowFiles.NoSpaceException e) {
            reception.fail(live, "there was no room left for the file; have some freed, and retry the job");
        } catch (PortUnavailableException | IOException e) {
            broken(live, pieces.hasGrown() ? 1 : failures + 1, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (isWanted(live)) {
                LOG.log(Level.ERROR, "job " + live.job().id() + " met a bug", e);
                reception.fail(live, "the file met a bug of ours; the log of the server has it under the job's id");
            }
        }
        if (live.job().state() == JobState.CANCELLED) {
            reception.release(live);
        }
    }

    private boolean isWanted(Live live) {
        return !closed && live.job().state() == JobState.RECEIVING;
    }

    private void broken(Live live, int failures, String why) {
        if (!isWanted(live)) {
            return;
        }
        if (failures > AGAIN) {
            reception.fail(live, "the file did not come: " + why + "; retry the job when it can");
        } else {
            LOG.log(
                    Level.INFO,
                    "job {0} goes on fetching its file in a moment: {1}",
                    live.job().id(),
                    why);
            later(live, failures, places.pause().multipliedBy(1L << (failures - 1)));
        }
    }

    private void fetch(Live live, Pieces pieces) throws IOException {
        var job = live.job();
        var source = job.spec().source().orElseThrow();
        var objection = objection(source);
        if (objection.isPresent()) { // what was allowed to the process before may not be to this one
            reception.fail(live, objection.get());
            return;
        }
        FilePlace place = places.place(source).orElseThrow();
        var cancellation = live.cancellation();
        try {
            var found = place.open(source, job.received(), job.mark(), cancellation);
            if (found instanceof Found.Refused refused) {
                reception.fail(live, refused.why());
            } else {
                pieces.take((Found.Opened) found);
            }
        } finally {
            cancellation.done();
        }
    }

    /** Ends what is under way; the next process goes on. */
    @Override
    public void close() {
        closed = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "a file that is fetched does not end; leaving it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        places.places().forEach(FilePlace::close);
    }

    /** A file on its way, in pieces. */
    private final class Pieces {
        private final Live live;
        private boolean wentOn;
        private long begin;

        Pieces(Live live) {
            this.live = live;
            this.begin = live.job().received();
        }

        /** Says whether more is there than before; what came anew from the start is not more. */
        boolean hasGrown() {
            return wentOn && live.job().received() > begin;
        }

        void take(Found.Opened opened) throws IOException {
            wentOn = opened.offset() == begin;
            begin = opened.offset();
            try (var bytes = opened.bytes()) {
                live.save(job -> job.state() == JobState.RECEIVING
                        ? job.fetchedFrom(opened.offset(), opened.size(), opened.mark())
                        : job);
                boolean more = true;
                while (more && isWanted(live)) {
                    more = takePiece(bytes);
                }
            }
        }

        private boolean takePiece(InputStream bytes) throws IOException {
            var receiving = reception.receive(live, live.job().received());
            if (receiving.isEmpty()) {
                return false;
            }
            try (var piece = receiving.get()) {
                boolean more = copy(bytes, piece);
                if (!more && isWanted(live)) {
                    requireWhole(piece.received());
                    var unused = piece.complete();
                }
                return more;
            }
        }

        private boolean copy(InputStream bytes, Receiving piece) throws IOException {
            var buffer = new byte[BUFFER];
            long from = piece.received();
            long began = System.nanoTime();
            while (piece.received() - from < PIECE && System.nanoTime() - began < PIECE_TIME.toNanos()) {
                int read = bytes.read(buffer);
                if (read < 0) {
                    return false;
                }
                piece.write(buffer, 0, read);
            }
            return true;
        }

        private void requireWhole(long received) throws IOException {
            var size = live.job().spec().size();
            if (size.isPresent() && size.getAsLong() != received) {
                throw new IOException("it ended after " + received + " of " + size.getAsLong() + " bytes");
            }
        }
    }
}
