package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.in.PlanUpdate;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.spread.Amounts;
import dev.ducksheet.core.spread.Tree;
import dev.ducksheet.core.validation.BoundUpdate;
import dev.ducksheet.core.validation.RefusedException;
import dev.ducksheet.core.validation.UpdateRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Plans updates against a snapshot, with the decisions that applying them takes. */
final class Planning implements PlanUpdate {
    private final WorkbookStore store;

    Planning(WorkbookStore store) {
        this.store = store;
    }

    @Override
    public PlanUpdate.Planning plan(CellUpdate update) {
        try (var snapshot = store.snapshot()) {
            var catalog = snapshot.catalog();
            var bound = UpdateRules.bind(catalog, update);
            return new PlanUpdate.Planning.Planned(
                    bound instanceof BoundUpdate.Spread spread
                            ? spread(snapshot, catalog, spread)
                            : plain(snapshot, (BoundUpdate.Plain) bound));
        } catch (RefusedException e) {
            return new PlanUpdate.Planning.Refused(e.refusal());
        }
    }

    private static Plan plain(WorkbookSnapshot snapshot, BoundUpdate.Plain update) {
        var table = update.target().sheet();
        var column = update.target().column();
        var matches = snapshot.match(table, column, List.of(update.condition()), Plan.MAX_PARTS);
        var after = PlainDecision.decide(update, matches.present());
        var parts = new ArrayList<Part>();
        for (int i = 0; i < Math.min(after.size(), Plan.MAX_PARTS); i++) {
            parts.add(new Part(
                    label(table, matches.rows().get(i)), matches.present().get(i), after.get(i), 0));
        }
        boolean one = after.size() == 1;
        return new Plan(
                snapshot.head(),
                table.name(),
                column.name(),
                after.size(),
                one ? matches.present().get(0) : CellValue.none(),
                one ? after.get(0) : CellValue.none(),
                parts);
    }

    private static Plan spread(WorkbookSnapshot snapshot, Catalog catalog, BoundUpdate.Spread update) {
        var planned = new SpreadPlanner(snapshot, catalog).plan(update);
        var column = update.target().column();
        return new Plan(
                snapshot.head(),
                update.target().sheet().name(),
                column.name(),
                planned.plan().changed().cardinality(),
                planned.before(),
                planned.after(),
                planned.tree().tree().depth() > 0 ? nodes(planned, column) : leaves(snapshot, planned, update));
    }

    private static List<Part> nodes(SpreadPlanner.Planned planned, Column column) {
        Tree tree = planned.tree().tree();
        var before = tree.totals(1, planned.leaves(), planned.set().values());
        var after = tree.totals(1, planned.leaves(), planned.plan().values());
        var remainder = planned.plan().remainder().get(0);
        return IntStream.range(0, Math.min(tree.size(1), Plan.MAX_PARTS))
                .mapToObj(node -> part(
                        planned.tree().labels().get(0).get(node), before, after, node, column, remainder.get(node)))
                .toList();
    }

    private static List<Part> leaves(
            WorkbookSnapshot snapshot, SpreadPlanner.Planned planned, BoundUpdate.Spread update) {
        var shown = IntStream.range(0, planned.set().size())
                .boxed()
                .sorted(Comparator.comparing(leaf -> planned.set().order().ordinal(leaf)))
                .limit(Plan.MAX_PARTS)
                .toList();
        var table = update.target().base();
        var rowIds =
                shown.stream().mapToLong(leaf -> planned.set().rowIds()[leaf]).toArray();
        var rows = snapshot.rows(table, rowIds);
        var remainder =
                planned.plan().remainder().get(planned.plan().remainder().size() - 1);
        var parts = new ArrayList<Part>();
        for (int i = 0; i < rowIds.length; i++) {
            int leaf = shown.get(i);
            parts.add(part(
                    label(table, rows.get(i)),
                    planned.set().values(),
                    planned.plan().values(),
                    leaf,
                    update.target().stored(),
                    remainder.get(leaf)));
        }
        return parts;
    }

    private static Part part(
            String label, Amounts before, Amounts after, int index, Column column, boolean tookRemainder) {
        return new Part(
                label, before.value(index, column.type()), after.value(index, column.type()), tookRemainder ? 1 : 0);
    }

    /** Names a row by its key, or by all its cells if it has none. */
    private static String label(Table table, List<CellValue> row) {
        var names = table.key().isEmpty()
                ? table.columns().stream().map(Column::name).toList()
                : table.key();
        return String.join(
                ", ",
                names.stream()
                        .map(name -> row.get(table.indexOf(name)).display())
                        .toList());
    }
}
