package dev.ducksheet.core.application;

import dev.ducksheet.core.access.Access;
import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadCatalog;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.core.port.in.ViewTable;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.core.validation.RefusedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Shows sheets, rows and changes, as far as they are open to one who asks. */
record GuardedReads(Workbook workbook, Access access, AccessControl control)
        implements ReadCatalog, ViewTable, ReadUpdates {

    @Override
    public Catalog catalog() {
        return control.sight(access).visible();
    }

    @Override
    public Opening view(View view) {
        try {
            return workbook.viewTable().view(access.isWhole() ? view : confined(view));
        } catch (RefusedException e) {
            return new Opening.Refused(e.refusal());
        }
    }

    private View confined(View view) {
        var rows = control.sight(access).rows(view.sheet());
        return rows instanceof Reach.Only only
                ? new View(
                        view.sheet(),
                        view.columns(),
                        confined(view.filter(), only.condition()),
                        view.sort(),
                        view.limit(),
                        view.after())
                : view;
    }

    /** What was asked for is read on its own, so that no text of it can end the condition that confines it. */
    private static String confined(String filter, Condition rows) {
        if (filter.isBlank()) {
            return rows.text();
        }
        var parsed = ConditionParser.parse(filter);
        if (parsed instanceof ParseResult.Malformed malformed) {
            throw new RefusedException(Reason.MALFORMED_CONDITION, "/filter", malformed.message());
        }
        return Condition.allOf(List.of(((ParseResult.Parsed) parsed).condition(), rows))
                .text();
    }

    @Override
    public Cursor head() {
        return workbook.readUpdates().head();
    }

    @Override
    public Page after(Cursor since, int limit) {
        return seen(workbook.readUpdates().after(since, limit));
    }

    @Override
    public Page newest(int count) {
        return seen(workbook.readUpdates().newest(count));
    }

    /** No change is left out, so that versions stay consecutive; of one that is not for him he sees the version alone. */
    private Page seen(Page page) {
        if (!(page instanceof Page.Changes changes)) {
            return page;
        }
        var sight = control.sight(access);
        return new Page.Changes(changes.changes().stream().map(sight::seen).toList(), changes.next());
    }

    @Override
    public CompletableFuture<Void> changedAfter(Version version) {
        return workbook.readUpdates().changedAfter(version);
    }
}
