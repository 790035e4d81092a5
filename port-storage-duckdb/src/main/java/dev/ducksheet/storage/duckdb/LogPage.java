package dev.ducksheet.storage.duckdb;

import com.fasterxml.jackson.core.JsonToken;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.Decision;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A row of the update log: consecutive decisions of one moment, as one JSON array of {@link LogEntry}s. A batch of ten
 * thousand is twenty rows: to append and commit a row for each takes three times as long.
 *
 * @param first the version of the first change on the page, if there is one; the others follow without a gap
 * @param changes how many changes are on it
 * @param least of the ids on it, as the engine orders them
 * @param greatest of them
 * @param keyed the decisions on it whose requests have an idempotency key
 * @param closing where the workbook stands then, on the last page of a commit
 */
record LogPage(
        Optional<Version> first,
        long changes,
        List<UpdateId> ids,
        UpdateId least,
        UpdateId greatest,
        List<Decision> keyed,
        Instant at,
        String entries,
        Optional<Reached> closing) {
    private static final int MOST_DECISIONS = 512;
    private static final int MOST_ROWS = 4096;
    private static final UpdateId NOBODY = new UpdateId(new UUID(0, 0));

    /** The columns that {@link #read} reads, in its order. */
    static final String COLUMNS = "coalesce(first_version, 0), decided_at, entries";

    /** Adds a row for each page that is staged. */
    static final Sql INSERT = Sql.of("INSERT INTO workbook.ducksheet.update_log"
            + " SELECT c0, c1, CAST(c2 AS UUID), CAST(c3 AS UUID), c4, c5, c6 FROM " + Staging.TABLE);

    /** Says of which entries the reader wants to know. */
    @FunctionalInterface
    interface Reading {
        /** Takes an entry; says whether to go on. */
        boolean take(LogEntry entry, Instant at);
    }

    /** Returns the decisions page by page. A change of very many rows has a page of its own. */
    static List<List<Decision>> split(List<Decision> decisions) {
        var pages = new ArrayList<List<Decision>>();
        int from = 0;
        long rows = 0;
        for (int i = 0; i < decisions.size(); i++) {
            var decision = decisions.get(i);
            boolean full = i - from == MOST_DECISIONS || rows > MOST_ROWS;
            if (full || !decision.at().equals(decisions.get(from).at())) {
                pages.add(decisions.subList(from, i));
                from = i;
                rows = 0;
            }
            rows += decision instanceof Decision.Changed changed
                    ? changed.change().rows().size()
                    : 0;
        }
        pages.add(decisions.subList(from, decisions.size()));
        return pages;
    }

    static LogPage of(List<Decision> decisions, LogWords words) {
        var ids = new ArrayList<UpdateId>(decisions.size());
        var versions = new ArrayList<Version>(decisions.size());
        var keyed = new ArrayList<Decision>();
        for (var decision : decisions) {
            ids.add(decision.request().id());
            if (LogEntry.key(decision.request()).isPresent()) {
                keyed.add(decision);
            }
            if (decision instanceof Decision.Changed changed) {
                versions.add(changed.change().version());
            }
        }
        var entries = CellJson.text(json -> {
            json.writeStartArray();
            for (var decision : decisions) {
                LogEntry.write(json, decision, words);
            }
            json.writeEndArray();
        });
        return new LogPage(
                versions.stream().findFirst(),
                versions.size(),
                ids,
                Collections.min(ids, LoggedIds.BY_BITS),
                Collections.max(ids, LoggedIds.BY_BITS),
                keyed,
                decisions.get(0).at(),
                entries,
                Optional.empty());
    }

    /** Returns a page without entries: there is nothing to log but how far the queue is decided. */
    static LogPage blank(Instant at) {
        return new LogPage(Optional.empty(), 0, List.of(), NOBODY, NOBODY, List.of(), at, "[]", Optional.empty());
    }

    /** Returns this page as the last of a commit. */
    LogPage closing(Reached with) {
        return new LogPage(first, changes, ids, least, greatest, keyed, at, entries, Optional.of(with));
    }

    private Optional<Version> last() {
        return closing.map(Reached::version).or(() -> first.map(it -> new Version(it.number() + changes - 1)));
    }

    /** Stages pages for {@link #INSERT}. */
    static Staged staged(List<LogPage> pages) {
        var number = ColumnType.bigint();
        var text = ColumnType.Simple.TEXT;
        return Staged.of(
                pages.size(),
                column(number, pages, page -> cell(page.first)),
                column(number, pages, page -> cell(page.last())),
                column(text, pages, page -> CellValue.of(page.least.toString())),
                column(text, pages, page -> CellValue.of(page.greatest.toString())),
                column(
                        ColumnType.Simple.TIMESTAMP,
                        pages,
                        page -> CellValue.of(LocalDateTime.ofInstant(page.at, ZoneOffset.UTC))),
                column(text, pages, page -> CellValue.of(page.entries)),
                column(
                        text,
                        pages,
                        page -> page.closing
                                .flatMap(Reached::position)
                                .map(it -> CellValue.of(it.value()))
                                .orElse(CellValue.none())));
    }

    private static Staged.Column column(ColumnType type, List<LogPage> pages, Function<LogPage, CellValue> cell) {
        return Staged.cells(type, pages.stream().map(cell).toList());
    }

    private static CellValue cell(Optional<Version> version) {
        return version.map(it -> CellValue.of(it.number())).orElse(CellValue.none());
    }

    /** Hands over the entries of pages, of which {@link #COLUMNS} were selected, in their order. */
    static void read(Rows pages, LogWords words, boolean withChanges, Reading reading) throws SQLException {
        boolean more = true;
        while (more && pages.next()) {
            for (int i = 0; i < pages.size() && more; i++) {
                long first = pages.column(0).getLong(i);
                var at = Cells.time(pages.column(1), i).toInstant(ZoneOffset.UTC);
                more = read(Cells.text(pages.column(2), i), first, at, words, withChanges, reading);
            }
        }
    }

    private static boolean read(
            String entries, long first, Instant at, LogWords words, boolean withChanges, Reading reading) {
        return CellJson.read(entries, json -> {
            long next = first;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                var entry = LogEntry.read(json, new Version(next), words, withChanges);
                if (!reading.take(entry, at)) {
                    return false;
                }
                next += entry.version() == null ? 0 : 1;
            }
            return true;
        });
    }
}
