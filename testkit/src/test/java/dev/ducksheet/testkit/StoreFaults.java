package dev.ducksheet.testkit;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.core.port.out.KeyUse;
import dev.ducksheet.core.port.out.LeafKeys;
import dev.ducksheet.core.port.out.LeafSet;
import dev.ducksheet.core.port.out.Matches;
import dev.ducksheet.core.port.out.NodeMatches;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.RollupRow;
import dev.ducksheet.core.port.out.ViewQuery;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.testkit.Interception.Around;
import dev.ducksheet.testkit.Interception.Call;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** Single faults that a store might have. */
@SuppressWarnings({"UnnecessaryLambda", "unchecked"}) // faults are values; what a method returns is known by its name
final class StoreFaults {
    private StoreFaults() {}

    /** Changes what comes of one method, in snapshots and transactions alike. */
    static <T> Around result(String method, UnaryOperator<T> change) {
        return call -> {
            var result = call.proceed();
            return call.method().getName().equals(method) ? change.apply((T) result) : result;
        };
    }

    /** Changes what goes into one method. */
    static Around arguments(String method, Function<Object[], Object[]> change) {
        return call -> call.method().getName().equals(method)
                ? call.with(change.apply(call.arguments().clone()))
                : call.proceed();
    }

    static Around skipping(String effect) {
        return call -> call.effect().equals(effect) ? null : call.proceed();
    }

    static Around commitsOnClose() {
        return call -> {
            if (call.effect().equals("transaction.close")) {
                try {
                    ((WorkbookTransaction) call.target()).commit(new QueuePosition("1"));
                } catch (IllegalStateException e) {
                    return call.proceed();
                }
            }
            return call.proceed();
        };
    }

    static Around tellsTotalsOfAnySize() {
        return call -> {
            try {
                return call.proceed();
            } catch (WorkbookSnapshot.TotalOutOfRangeException e) {
                return List.of();
            }
        };
    }

    static Around acceptsAnyVersion() {
        return call -> {
            try {
                return call.proceed();
            } catch (IllegalArgumentException e) {
                return null;
            }
        };
    }

    static Around handsOutTheSameTransactionAgain() {
        var open = new ArrayList<WorkbookTransaction>();
        return call -> {
            try {
                var result = call.proceed();
                if (result instanceof WorkbookTransaction transaction) {
                    open.add(transaction);
                }
                return result;
            } catch (IllegalStateException e) {
                if (call.effect().equals("store.begin")) {
                    return open.get(open.size() - 1);
                }
                throw e;
            }
        };
    }

    /** Reads from the newest state in every snapshot. */
    static Around readsWhatIsNewest(InMemoryWorkbookStore store) {
        return call -> {
            boolean reads =
                    call.effect().startsWith("snapshot.") && !call.effect().endsWith(".close");
            return reads ? call.method().invoke(store.snapshot(), call.arguments()) : call.proceed();
        };
    }

    static Around seesItsOwnDecisions() {
        var own = new HashMap<Object, Object>();
        return call -> {
            var result = call.proceed();
            if (call.effect().equals("transaction.record")) {
                ((List<dev.ducksheet.core.port.out.Decision>) call.arguments()[0])
                        .forEach(decision -> own.put(decision.request().id(), decision.outcome()));
            }
            if (call.effect().equals("transaction.decided")) {
                var both = new HashMap<>((Map<Object, Object>) result);
                ((java.util.Collection<UpdateId>) call.arguments()[0])
                        .forEach(id -> both.computeIfAbsent(id, own::get));
                return both;
            }
            return result;
        };
    }

    static Around forgetsPrints() {
        return StoreFaults.<Map<String, KeyUse>>result("uses", uses -> {
            var changed = new HashMap<String, KeyUse>();
            uses.forEach((key, use) -> changed.put(key, new KeyUse("", use.outcome())));
            return changed;
        });
    }

    static Around dropsHolds() {
        return StoreFaults.<List<Hold>>result("holds", holds -> List.of());
    }

    static Around reversesHolds() {
        return StoreFaults.<List<Hold>>result("holds", StoreFaults::reversed);
    }

    static Around holdsNoLeaf() {
        return leaves(set -> new LeafSet(
                set.rowIds(), set.values(), set.weights(), new BitSet(), set.node(), set.nodePaths(), set.order()));
    }

    static Around forgetsNodes() {
        return leaves(set -> new LeafSet(
                set.rowIds(),
                set.values(),
                set.weights(),
                set.held(),
                new int[set.size()],
                set.nodePaths(),
                set.order()));
    }

    static Around forgetsTheLeafOrder() {
        return leaves(set -> new LeafSet(
                set.rowIds(), set.values(), set.weights(), set.held(), set.node(), set.nodePaths(), leaf -> leaf));
    }

    static Around weighsByTheValues() {
        return leaves(set -> set.weights().isEmpty()
                ? set
                : new LeafSet(
                        set.rowIds(),
                        set.values(),
                        List.of(set.values()),
                        set.held(),
                        set.node(),
                        set.nodePaths(),
                        set.order()));
    }

    private static Around leaves(UnaryOperator<LeafSet> change) {
        return result("leaves", change);
    }

    static Around mixesConditionsUp() {
        return arguments("match", given -> {
            given[2] = reversed((List<Condition>) given[2]);
            return given;
        });
    }

    static Around matchesEachRowOnce() {
        return StoreFaults.<Matches>result("match", matches -> {
            var counts = matches.counts().clone();
            for (int i = 1; i < counts.length; i++) {
                counts[i] = Math.min(counts[i], counts[i - 1]);
            }
            return new Matches(counts, matches.rowIds(), matches.present(), matches.rows());
        });
    }

    static Around readsWholeRowsAlways() {
        return arguments("match", given -> {
            given[3] = Integer.MAX_VALUE;
            return given;
        });
    }

    static Around sortsRowIds() {
        return arguments("rows", given -> {
            given[1] = LongStream.of((long[]) given[1]).sorted().toArray();
            return given;
        });
    }

    static Around countsOnlyWhatItReturns() {
        return StoreFaults.<NodeMatches>result(
                "nodes", found -> new NodeMatches(found.nodes().size(), found.nodes()));
    }

    static Around looksOneLevelTooHigh() {
        return arguments("nodes", given -> {
            given[1] = Math.max(1, (int) given[1] - 1);
            return given;
        });
    }

    static Around mixesLeavesUp() {
        return StoreFaults.<LeafKeys>result(
                "leafKeys",
                keys -> new LeafKeys(
                        keys.keys(),
                        java.util.Arrays.stream(keys.keyOf()).sorted().toArray()));
    }

    static Around touchesTheFinestOnly() {
        return call -> {
            var result = call.proceed();
            if (!call.method().getName().equals("touchedKeys")) {
                return result;
            }
            int finest = ((Rollup) call.arguments()[0]).groupingSets().get(0).id();
            var keys = new LinkedHashSet<>((Set<RollupKey>) result);
            keys.removeIf(key -> key.set() != finest);
            return keys;
        };
    }

    static Around countsEmptyCells() {
        return StoreFaults.<List<RollupRow>>result(
                "rollupRows",
                rows -> rows.stream()
                        .map(row -> new RollupRow(
                                row.key(),
                                row.totals(),
                                row.counts().stream().map(count -> count + 1).toList()))
                        .toList());
    }

    static Around dropsEmptyLevels() {
        return StoreFaults.<List<RollupRow>>result(
                "rollupRows",
                rows -> rows.stream()
                        .filter(row -> row.key().path().stream().noneMatch(CellValue::isNull))
                        .toList());
    }

    static Around writesTheFirstCellEverywhere() {
        return arguments("write", given -> {
            if (given[3] instanceof List<?> cells && !cells.isEmpty()) {
                given[3] = Collections.nCopies(cells.size(), cells.get(0));
            }
            return given;
        });
    }

    static Around tellsTheSinceVersionToo() {
        return arguments("changes", given -> {
            given[0] = new Version(Math.max(0, ((Version) given[0]).number() - 1));
            return given;
        });
    }

    static Around tellsChangesWithoutLimit() {
        return arguments("changes", given -> {
            given[1] = Integer.MAX_VALUE;
            return given;
        });
    }

    static Around retainsNothing() {
        return StoreFaults.<Version>result("oldestRetained", version -> Version.ZERO);
    }

    static Around forgets(String method) {
        return StoreFaults.<Optional<?>>result(method, found -> Optional.empty());
    }

    static Around sortsOneWay() {
        return view(query -> new ViewQuery(
                query.sheet(),
                query.columns(),
                query.filter(),
                query.sort().stream()
                        .map(key -> new ViewQuery.SortKey(key.column(), false))
                        .toList(),
                query.limit(),
                query.after()));
    }

    static Around showsEverything() {
        return view(query ->
                new ViewQuery(query.sheet(), query.columns(), List.of(), query.sort(), query.limit(), query.after()));
    }

    static Around ignoresTheLimit() {
        return view(query -> new ViewQuery(
                query.sheet(), query.columns(), query.filter(), query.sort(), Long.MAX_VALUE, query.after()));
    }

    private static Around view(UnaryOperator<ViewQuery> change) {
        return arguments("view", given -> new Object[] {change.apply((ViewQuery) given[0])});
    }

    static Around sortsEmptyCellsFirst() {
        return stream((rows, resume) -> {
            var sorted = new ArrayList<>(rows);
            sorted.sort(java.util.Comparator.comparing(row -> row.stream().noneMatch(CellValue::isNull)));
            return sorted;
        });
    }

    static Around losesTheLastRowOfAPage() {
        return stream((rows, resume) -> rows.size() > 1 && !resume.isEmpty() ? rows.subList(0, rows.size() - 1) : rows);
    }

    /** Changes the rows of a stream, given what it would resume after. */
    private static Around stream(
            java.util.function.BiFunction<List<List<CellValue>>, List<CellValue>, List<List<CellValue>>> change) {
        return call -> {
            var result = call.proceed();
            if (result instanceof RowStream stream) {
                var rows = StoreFixture.drain(stream);
                var resume = stream.resumeAfter();
                stream.close();
                return new TwinRows(stream.columns(), stream.head(), change.apply(rows, resume), resume, () -> {});
            }
            return result;
        };
    }

    static Around doesNothing() {
        return call -> {
            var result = call.method().getReturnType();
            if (WorkbookSnapshot.class.isAssignableFrom(result)) {
                return call.proceed();
            }
            return nothing(call, result);
        };
    }

    private static Object nothing(Call call, Class<?> result) {
        return switch (result.getSimpleName()) {
            case "Optional" -> Optional.empty();
            case "List" -> List.of();
            case "Set" -> Set.of();
            case "Map" -> Map.of();
            case "boolean" -> false;
            case "Catalog" -> dev.ducksheet.core.model.Catalog.of(List.of());
            case "Cursor" -> new dev.ducksheet.core.model.Cursor("nothing", Version.ZERO);
            case "Version" -> Version.ZERO;
            case "Matches" ->
                new Matches(new int[((List<?>) call.arguments()[2]).size()], new long[0], List.of(), List.of());
            case "NodeMatches" -> new NodeMatches(0, List.of());
            case "LeafKeys" -> new LeafKeys(List.of(), new int[0]);
            case "LeafSet" ->
                new LeafSet(
                        new long[0],
                        AmountsOf.cells(dev.ducksheet.core.model.ColumnType.bigint(), List.of()),
                        List.of(),
                        new BitSet(),
                        new int[0],
                        List.of(),
                        leaf -> leaf);
            case "RowStream" ->
                new TwinRows(
                        ((ViewQuery) call.arguments()[0]).columns(),
                        new dev.ducksheet.core.model.Cursor("nothing", Version.ZERO),
                        List.of(),
                        List.of(),
                        () -> {});
            case "QueryResult" -> new dev.ducksheet.core.port.QueryResult.Rejected("");
            default -> null;
        };
    }

    private static <T> List<T> reversed(List<T> list) {
        var reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }
}
