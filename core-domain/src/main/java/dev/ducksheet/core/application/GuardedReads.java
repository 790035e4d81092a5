package dev.ducksheet.core.application;

import dev.ducksheet.core.access.Access;
import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.PivotTable;
import dev.ducksheet.core.port.in.ReadCatalog;
import dev.ducksheet.core.port.in.ReadHistory;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.core.port.in.ViewTable;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.core.validation.RefusedException;
import dev.ducksheet.core.validation.UpdateRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Shows sheets, rows and changes, as far as they are open to one who asks. */
record GuardedReads(Workbook workbook, Access access, AccessControl control)
        implements ReadCatalog, ViewTable, PivotTable, ReadUpdates, ReadHistory {

    @Override
    public Catalog catalog() {
        return control.sight(access).visible();
    }

    @Override
    public Opening view(View view) {
        return opening(() -> workbook.viewTable().view(access.isWhole() ? view : confined(view)));
    }

    private View confined(View view) {
        if (view.asOf().isPresent()) {
            requireHistory(control.sight(access), view.sheet());
        }
        return view.where(confined(view.sheet(), view.filter(), (sheet, asked) -> Optional.empty()));
    }

    @Override
    public Opening pivot(Pivot request) {
        var named = Stream.of(request.rows(), request.columns()).flatMap(List::stream);
        return opening(() -> workbook.pivotTable()
                .pivot(new Pivot(
                        request.sheet(),
                        request.rows(),
                        request.columns(),
                        request.values(),
                        request.aggregate(),
                        finest(request.sheet(), named, request.filter()),
                        request.limit())));
    }

    @Override
    public Opening unpivot(Unpivot request) {
        var named = request.keep().isEmpty() ? Stream.of(Rollup.GROUPING_SET_ID) : request.keep().stream();
        return opening(() -> workbook.pivotTable()
                .unpivot(new Unpivot(
                        request.sheet(),
                        request.columns(),
                        request.keep(),
                        request.name(),
                        request.value(),
                        finest(request.sheet(), named, request.filter()),
                        request.limit())));
    }

    /** What confines names the grouping sets, so which of them is asked for must be said beside it. */
    private String finest(String name, Stream<String> named, String filter) {
        return confined(name, filter, (sheet, asked) -> Pivoting.finest(sheet, named, asked));
    }

    private static Opening opening(Supplier<Opening> opening) {
        try {
            return opening.get();
        } catch (RefusedException e) {
            return new Opening.Refused(e.refusal());
        }
    }

    /** What was asked for is read on its own, so that no text of it can end the condition that confines it. */
    private String confined(
            String name, String filter, BiFunction<Sheet, List<Condition>, Optional<Condition>> unsaid) {
        var sight = control.sight(access);
        if (!(sight.rows(name) instanceof Reach.Only only)) {
            return filter;
        }
        var conditions = new ArrayList<Condition>();
        if (!filter.isBlank()) {
            conditions.add(Viewing.parsed(filter));
        }
        unsaid.apply(UpdateRules.sheet(sight.visible(), name), conditions).ifPresent(conditions::add);
        conditions.add(only.condition());
        return Condition.allOf(conditions).text();
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

    /**
     * Of a sheet of which some rows are shown the history tells nothing: a row may have been another's before it came to
     * be shown, or be another's since.
     */
    @Override
    public Answer history(Question question) {
        var sight = control.sight(access);
        try {
            if (!question.sheet().isEmpty()) {
                requireHistory(sight, question.sheet());
            }
        } catch (RefusedException e) {
            return new Answer.Refused(e.refusal());
        }
        var answer = workbook.readHistory().history(question);
        return answer instanceof Answer.Found found
                ? new Answer.Found(
                        found.entries().stream().flatMap(sight::seen).toList(),
                        found.next(),
                        found.oldest(),
                        found.head())
                : answer;
    }

    private static void requireHistory(Sight sight, String sheet) {
        var unused = sight.leaves(sheet);
        if (!sight.showsAllOf(sheet)) {
            throw new RefusedException(
                    Reason.FORBIDDEN,
                    "/table",
                    "this key sees some rows of " + sheet + " only, and its history takes one that sees them all");
        }
    }
}
