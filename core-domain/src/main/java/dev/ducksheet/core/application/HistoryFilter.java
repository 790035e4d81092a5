package dev.ducksheet.core.application;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.in.ReadHistory.Question;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.core.port.out.Past;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import dev.ducksheet.core.validation.RefusedException;
import dev.ducksheet.core.validation.UpdateRules;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Which versions a question is about, and which of their rows. */
final class HistoryFilter {
    /** A condition that more rows match is answered by their table's whole history. */
    private static final int MOST_ROWS = 100_000;

    private final Question question;
    private final Optional<Set<Map<String, CellValue>>> names;

    private HistoryFilter(Question question, Optional<Set<Map<String, CellValue>>> names) {
        this.question = question;
        this.names = names;
    }

    /** Throws a {@code RefusedException} if the question is wrong. */
    static HistoryFilter of(WorkbookSnapshot snapshot, Question question) {
        if (question.limit() < 1) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST, "/limit", "a limit is at least 1, not " + question.limit());
        }
        return new HistoryFilter(
                question, question.filter().isBlank() ? Optional.empty() : Optional.of(names(snapshot, question)));
    }

    private static Set<Map<String, CellValue>> names(WorkbookSnapshot snapshot, Question question) {
        var table = table(snapshot, question);
        var condition = UpdateRules.bindFilter(table, parsed(question.filter()));
        var matches = snapshot.match(table, table.columns().get(0), List.of(condition), 0);
        if (matches.rowIds().length > MOST_ROWS) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    "/filter",
                    matches.rowIds().length + " rows of " + table.name() + " match, and the history of at most "
                            + MOST_ROWS + " is told at once; narrow the condition, or leave it out");
        }
        var rows = snapshot.names(table, matches.rowIds());
        var names = new HashSet<Map<String, CellValue>>();
        IntStream.range(0, rows.size()).forEach(i -> names.add(rows.name(i)));
        named(table, condition).ifPresent(names::add);
        return names;
    }

    private static Table table(WorkbookSnapshot snapshot, Question question) {
        if (question.sheet().isEmpty()) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST, "/filter", "a filter is about the rows of one table; say which");
        }
        if (!(UpdateRules.sheet(snapshot.catalog(), question.sheet()) instanceof Table table)) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    "/filter",
                    "a filter is about the rows of a table, and " + question.sheet() + " is none; name the table");
        }
        if (table.identity() == Table.Identity.PLACE) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    "/filter",
                    "the rows of table " + table.name() + " have neither a key nor numbers to be known by; leave the"
                            + " filter out, or give the table a key");
        }
        return table;
    }

    private static Condition parsed(String filter) {
        var parsed = ConditionParser.parse(filter);
        if (parsed instanceof ParseResult.Malformed malformed) {
            throw new RefusedException(Reason.MALFORMED_CONDITION, "/filter", malformed.message());
        }
        return ((ParseResult.Parsed) parsed).condition();
    }

    /** Returns the name of the one row that a condition asks for by its key: it may be there no more. */
    private static Optional<Map<String, CellValue>> named(Table table, Condition condition) {
        var identity = table.rowId().map(column -> List.of(column.name())).orElse(table.key());
        return condition.equalities().filter(cells -> cells.keySet().equals(Set.copyOf(identity)));
    }

    /** Says whether a version may be asked for. */
    boolean concerns(Past past) {
        var change = past.change();
        boolean ofSheet = question.sheet().isEmpty()
                || question.sheet().equals(change.sheet())
                || question.sheet().equals(past.images().table());
        boolean ofColumn = question.column().isEmpty()
                || question.column().equals(change.column())
                || past.images() instanceof Images.OfRows
                || (change.column().isEmpty() && past.images() instanceof Images.Omitted);
        return ofSheet
                && ofColumn
                && (question.editor().isEmpty() || question.editor().equals(change.editor()));
    }

    /** Says whether only rows are wanted, those of versions of very many rows too. */
    boolean wantsRows() {
        return names.isPresent();
    }

    boolean matches(ListedRows rows, int row) {
        return (question.column().isEmpty() || rows.touches(row, question.column()))
                && (names.isEmpty() || names.get().contains(rows.name(row)));
    }
}
