package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.QueuePosition;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a transaction has decided, on its way into the log. */
final class Recording {
    private final Session session;
    private final WriterMemory memory;
    private final List<Decision> decisions = new ArrayList<>();
    private final PagesToCome pages = new PagesToCome();
    private final ImagesToCome images = new ImagesToCome();
    private Version version;

    /** Begins behind {@code version}. */
    Recording(Session session, WriterMemory memory, Version version) {
        this.session = session;
        this.memory = memory;
        this.version = version;
    }

    /** Returns the version of the last change, or that from before if there is none. */
    Version version() {
        return version;
    }

    List<Decision> decisions() {
        return Collections.unmodifiableList(decisions);
    }

    Set<UpdateId> ids() {
        return decisions.stream().map(decision -> decision.request().id()).collect(Collectors.toSet());
    }

    /** Takes the next decisions, whose versions must follow. */
    void add(List<Decision> more, Catalog catalog) {
        var next = version;
        for (var decision : more) {
            if (decision instanceof Decision.Changed changed) {
                next = next.next();
                if (!changed.change().version().equals(next)) {
                    throw new IllegalArgumentException(
                            "version " + changed.change().version() + " is recorded where " + next + " follows");
                }
            }
        }
        if (more.isEmpty()) {
            return;
        }
        pages.add(List.copyOf(more), memory.words());
        images.add(more, catalog);
        decisions.addAll(more);
        version = next;
    }

    /** Appends what was recorded and is not in the log yet. */
    void append() throws SQLException {
        var finished = pages.finish();
        if (!finished.isEmpty()) {
            append(finished);
        }
    }

    /** Appends the rest; the last page says where the workbook stands. */
    void appendLast(QueuePosition position) throws SQLException {
        var finished = new ArrayList<>(pages.finish());
        if (finished.isEmpty()) {
            finished.add(LogPage.blank(
                    decisions.isEmpty()
                            ? Instant.EPOCH
                            : decisions.get(decisions.size() - 1).at()));
        }
        int last = finished.size() - 1;
        finished.set(last, finished.get(last).closing(new Reached(version, Optional.of(position))));
        append(finished);
    }

    private void append(List<LogPage> finished) throws SQLException {
        new UpdateLog(session).append(finished, memory.words());
        finished.forEach(page -> memory.ids().add(page.ids(), page.greatest()));
        images.finish(session);
    }
}
