package dev.ducksheet.http;

import dev.ducksheet.http.feed.JobEvents;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The streams of jobs: only so many, and all ended when the server closes. Thread-safe. */
@Singleton
final class JobStreams implements AutoCloseable {
    private final int most;
    private final Set<JobEvents> open = new HashSet<>();
    private boolean closed;

    JobStreams(HttpSettings settings) {
        most = settings.maxStreams();
    }

    /**
     * Returns one more, or ends the request.
     *
     * @param starter makes it; it is handed what is to be called at its end
     */
    synchronized JobEvents start(Function<Consumer<JobEvents>, JobEvents> starter) {
        if (closed || open.size() >= most) {
            throw Problem.of(
                            ProblemType.OVERLOADED,
                            "This server has its " + most + " streams of jobs; try again, or ask without one.")
                    .header("Retry-After", "5")
                    .exception();
        }
        var events = starter.apply(this::remove);
        open.add(events);
        return events;
    }

    private synchronized void remove(JobEvents events) {
        open.remove(events);
    }

    /** Ends all streams in good order; nobody is admitted any more. Repeatable. */
    @Override
    public void close() {
        ending().forEach(JobEvents::end);
    }

    private synchronized List<JobEvents> ending() {
        closed = true;
        return List.copyOf(open);
    }
}
