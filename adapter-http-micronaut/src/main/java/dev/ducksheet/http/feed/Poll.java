package dev.ducksheet.http.feed;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.core.port.in.ReadUpdates.Page;
import dev.ducksheet.http.json.JsonDocument;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One client's question for changes, which may wait for an answer without a thread. */
public final class Poll {
    private final ReadUpdates updates;
    private final Executor blocking;
    private final ScheduledExecutorService timer;
    private final Predicate<String> sheets;
    private final int limit;
    private final long deadline;

    /**
     * Prepares a question.
     *
     * @param blocking reads pages
     * @param timer ends the waiting
     * @param sheets which tables and rollups to show
     * @param limit at most so many versions
     * @param wait how long to wait for a change if there is none
     */
    public Poll(
            ReadUpdates updates,
            Executor blocking,
            ScheduledExecutorService timer,
            Predicate<String> sheets,
            int limit,
            Duration wait) {
        this.updates = updates;
        this.blocking = blocking;
        this.timer = timer;
        this.sheets = sheets;
        this.limit = limit;
        deadline = System.nanoTime() + wait.toNanos();
    }

    /** Answers with the newest changes. */
    public CompletableFuture<JsonDocument> newest() {
        return CompletableFuture.supplyAsync(() -> document(changes(updates.newest(limit))), blocking);
    }

    /** Answers with the changes that follow {@code since}, as soon as there are any or the time is up. */
    public CompletableFuture<JsonDocument> after(String since) {
        return CompletableFuture.supplyAsync(() -> Since.read("since", since, updates.head()), blocking)
                .thenCompose(this::after);
    }

    private CompletableFuture<JsonDocument> after(Cursor since) {
        return CompletableFuture.supplyAsync(() -> changes(updates.after(since, limit)), blocking)
                .thenCompose(this::answerOrWait);
    }

    private CompletableFuture<JsonDocument> answerOrWait(Page.Changes page) {
        if (isWorthTelling(page) || remaining() <= 0) {
            return CompletableFuture.completedFuture(document(page));
        }
        var changed = updates.changedAfter(page.next().version());
        var timeout = timer.schedule(() -> changed.cancel(false), remaining(), TimeUnit.NANOSECONDS);
        return changed.handle((done, cancelled) -> timeout.cancel(false)).thenCompose(done -> after(page.next()));
    }

    private boolean isWorthTelling(Page.Changes page) {
        return page.changes().stream().anyMatch(change -> ChangeElements.shows(change, sheets));
    }

    private long remaining() {
        return deadline - System.nanoTime();
    }

    private static Page.Changes changes(Page page) {
        if (page instanceof Page.Gone gone) {
            throw gone(gone.restart()).exception();
        }
        return (Page.Changes) page;
    }

    static Problem gone(Cursor restart) {
        return Problem.of(
                        ProblemType.HISTORY_GONE,
                        "The changes since then are not all there; read the tables again and go on from " + restart)
                .fact("restart", CellValue.of(restart.toString()));
    }

    private JsonDocument document(Page.Changes page) {
        return json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("data");
            json.writeArrayFieldStart("updates");
            writeAll(new ChangeElements(json, sheets), page.changes());
            json.writeEndArray();
            json.writeEndObject();
            json.writeStringField("next", page.next().toString());
            json.writeEndObject();
        };
    }

    private static void writeAll(ChangeElements elements, List<Change> changes) throws java.io.IOException {
        for (var change : changes) {
            elements.write(change);
        }
    }
}
