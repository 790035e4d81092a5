package dev.ducksheet.core.application;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.port.in.ViewTable;
import dev.ducksheet.core.port.out.ViewQuery;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.validation.RefusedException;
import dev.ducksheet.core.validation.UpdateRules;
import java.util.List;

/** Shows rows of a snapshot. */
final class Viewing implements ViewTable {
    private final WorkbookStore store;

    Viewing(WorkbookStore store) {
        this.store = store;
    }

    @Override
    public Opening view(View view) {
        var snapshot = store.snapshot();
        ViewQuery query;
        try {
            query = query(snapshot, UpdateRules.sheet(snapshot.catalog(), view.sheet()), view);
        } catch (RefusedException e) {
            snapshot.close();
            return new Opening.Refused(e.refusal());
        } catch (RuntimeException e) {
            snapshot.close();
            throw e;
        }
        var head = snapshot.head();
        var state = new Cursor(head.epoch(), view.asOf().orElse(head.version()));
        return new Opening.Opened(OwnedRows.of(snapshot, state, it -> it.view(query)));
    }

    private static ViewQuery query(WorkbookSnapshot snapshot, Sheet sheet, View view) {
        if (view.limit() < 0) {
            throw new RefusedException(Reason.INVALID_REQUEST, "/limit", "a limit is not negative: " + view.limit());
        }
        var earlier = view.asOf() // first: of a sheet that had other columns then, none asked for is unknown
                .map(version -> Rewinding.tables(snapshot, sheet, version))
                .orElse(List.of());
        var columns = view.columns().isEmpty() ? sheet.columns() : columns(sheet, view.columns());
        var sort = view.sort().stream().map(key -> sortKey(sheet, key)).toList();
        var filter = filter(sheet, view.filter());
        return new ViewQuery(sheet, columns, filter, sort, view.limit(), view.after(), earlier);
    }

    private static List<Column> columns(Sheet sheet, List<String> names) {
        return names.stream()
                .map(name -> UpdateRules.column(sheet, name, "/columns"))
                .toList();
    }

    private static ViewQuery.SortKey sortKey(Sheet sheet, String key) {
        boolean descending = key.startsWith("-");
        return new ViewQuery.SortKey(
                UpdateRules.column(sheet, descending ? key.substring(1) : key, "/sort"), descending);
    }

    /**
     * Returns the bound condition of a filter, if it has one.
     *
     * @throws RefusedException if it cannot be read, or does not fit the sheet
     */
    static List<Condition> filter(Sheet sheet, String text) {
        if (text.isBlank()) {
            return List.of();
        }
        return List.of(UpdateRules.bindFilter(sheet, parsed(text)));
    }

    static Condition parsed(String filter) {
        var parsed = ConditionParser.parse(filter);
        if (parsed instanceof ParseResult.Malformed malformed) {
            throw new RefusedException(Reason.MALFORMED_CONDITION, "/filter", malformed.message());
        }
        return ((ParseResult.Parsed) parsed).condition();
    }
}
