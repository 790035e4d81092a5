package dev.ducksheet.core.validation;

import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Expectation;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.DerivedView;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What must be true of every update, as one ordered list; and what an update is once all of it is. */
public final class UpdateRules {
    /** All rules, in the order in which a user wants to hear of them. */
    static final List<UpdateRule> ALL = List.of(
            Draft::findSheet,
            Draft::findColumn,
            Draft::fitOperation,
            Draft::findWeights,
            Draft::fitExpectation,
            Draft::bindCondition,
            Draft::bindHolds);

    private UpdateRules() {}

    /** Returns how the update breaks the first rule that it breaks, or nothing. */
    public static Optional<Refusal> check(Catalog catalog, CellUpdate update) {
        try {
            bind(catalog, update);
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.refusal());
        }
    }

    /** Returns why a hold cannot be placed, or nothing. */
    public static Optional<Refusal> check(Catalog catalog, Hold hold) {
        try {
            bind(catalog, hold);
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.refusal());
        }
    }

    /**
     * Looks up the names of an update and fits its values.
     *
     * @throws RefusedException if it breaks a rule
     */
    public static BoundUpdate bind(Catalog catalog, CellUpdate update) {
        var draft = new Draft(catalog, update);
        for (var rule : ALL) {
            rule.check(draft);
        }
        return draft.bound();
    }

    /**
     * Returns the condition of a hold, bound to the columns of its sheet.
     *
     * @throws RefusedException if the hold's sheet, column or condition does not fit the catalogue
     */
    public static Condition bind(Catalog catalog, Hold hold) {
        var sheet = sheet(catalog, hold.sheet());
        measure(sheet, hold.column());
        return condition(sheet, hold.condition(), "/condition");
    }

    /**
     * Returns the column of a base table whose leaves a hold keeps.
     *
     * @throws RefusedException if the hold does not fit the catalogue
     */
    public static ColumnRef storedBy(Catalog catalog, Hold hold) {
        var sheet = sheet(catalog, hold.sheet());
        measure(sheet, hold.column());
        return sheet instanceof Rollup rollup
                ? new ColumnRef(
                        rollup.base().name(),
                        rollup.measure(hold.column()).orElseThrow().column())
                : new ColumnRef(sheet.name(), hold.column());
    }

    /**
     * Returns the filter of a view, bound to the columns of the sheet.
     *
     * @throws RefusedException if it names a column that is not there, or a literal does not fit
     */
    public static Condition bindFilter(Sheet sheet, Condition filter) {
        return ConditionBinder.bind(filter, sheet.name(), sheet.askable(), "/filter");
    }

    /**
     * Returns the rows that somebody reaches, bound to the columns of the sheet; of a rollup to its levels and axes.
     *
     * @throws RefusedException if the sheet has other columns than when the row filter was made
     */
    public static Reach reach(Sheet sheet, Reach reach) {
        if (!(reach instanceof Reach.Only only)) {
            return reach;
        }
        try {
            return new Reach.Only(condition(sheet, only.condition(), ""));
        } catch (RefusedException e) {
            throw new RefusedException(
                    Reason.FORBIDDEN,
                    "",
                    "the row filter of this key no longer fits " + sheet.name() + ", so nothing of it is open; make"
                            + " another key");
        }
    }

    /** Refuses to write what decides which rows somebody may see. */
    static void requireFree(Reach reach, Column column) {
        if (reach.dependsOn(column.name())) {
            throw new RefusedException(
                    Reason.FORBIDDEN,
                    "/column",
                    "column " + column.name() + " decides which rows this key may use, so the key cannot change it");
        }
    }

    /**
     * Returns the sheet of that name.
     *
     * @throws RefusedException if there is none
     */
    public static Sheet sheet(Catalog catalog, String name) {
        return catalog.sheet(name).orElseThrow(() -> unknownSheet(catalog, name));
    }

    /**
     * Returns the column of that name.
     *
     * @param field the part of the request to blame
     * @throws RefusedException if there is none
     */
    public static Column column(Sheet sheet, String name, String field) {
        return sheet.column(name).orElseThrow(() -> unknownColumn(sheet, name, field));
    }

    private static RefusedException unknownSheet(Catalog catalog, String name) {
        var names = catalog.sheets().stream().map(Sheet::name).sorted().toList();
        return new RefusedException(
                Reason.UNKNOWN_TABLE,
                "/table",
                "there is no table or rollup named '" + name + "'; there is "
                        + (names.isEmpty() ? "none at all" : String.join(", ", names)));
    }

    private static RefusedException unknownColumn(Sheet sheet, String name, String field) {
        return new RefusedException(
                Reason.UNKNOWN_COLUMN,
                field,
                sheet.name() + " has no column '" + name + "'; it has "
                        + String.join(
                                ", ", sheet.columns().stream().map(Column::name).toList()));
    }

    /** Requires a measure of a rollup, or a numeric column of a table. */
    static void measure(Sheet sheet, String name) {
        var column = column(sheet, name, "/column");
        if (sheet instanceof Rollup rollup && rollup.measure(name).isEmpty()) {
            throw new RefusedException(
                    Reason.NOT_A_MEASURE,
                    "/column",
                    name + " is not a measure of " + sheet.name() + "; its measures are " + names(rollup.measures()));
        }
        if (sheet instanceof Rollup rollup) {
            requireEditable(rollup, rollup.measure(name).orElseThrow(), "/column");
        }
        if (!column.type().isNumeric()) {
            throw new RefusedException(
                    Reason.NOT_A_MEASURE,
                    "/column",
                    "only a numeric column can be spread; " + name + " is "
                            + column.type().sqlName());
        }
        if (sheet instanceof DerivedView) {
            throw new RefusedException(
                    Reason.NOT_EDITABLE, "/table", sheet.name() + " is shown only; use the table that it is made from");
        }
    }

    private static void requireEditable(Rollup rollup, Measure measure, String field) {
        if (!measure.isEditable()) {
            throw new RefusedException(
                    Reason.NOT_EDITABLE,
                    field,
                    measure.name() + " is the " + measure.aggregate().noun() + " of "
                            + rollup.base().name() + "." + measure.column()
                            + " and shown only, since it does not say what each row holds; "
                            + instead(rollup, measure));
        }
    }

    /** Names what can be edited: the sum of the same column, else the other sums. */
    private static String instead(Rollup rollup, Measure measure) {
        var sums = rollup.measures().stream().filter(Measure::isEditable).toList();
        var same = sums.stream()
                .filter(sum -> sum.column().equals(measure.column()))
                .toList();
        if (!same.isEmpty()) {
            return "use its sum, " + names(same);
        }
        return sums.isEmpty()
                ? "use " + rollup.base().name() + ", or a rollup that has a sum"
                : "of this rollup only sums can be edited: " + names(sums);
    }

    private static String names(List<Measure> measures) {
        return measures.stream().map(Measure::name).collect(Collectors.joining(", "));
    }

    static Operation operation(Target target, Operation operation) {
        if (operation instanceof Operation.Set set) {
            return new Operation.Set(Fitting.toStore(set.value(), target.column(), "/value"));
        }
        if (!target.column().type().isNumeric()) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    "/op",
                    operation.wireName() + " needs a numeric column; "
                            + target.column().name() + " is "
                            + target.column().type().sqlName());
        }
        if (operation instanceof Operation.Multiply multiply) {
            return new Operation.Multiply(CellValue.of(Fitting.operand(multiply.value(), target.column(), "/value")));
        }
        var amount = new Column(target.column().name(), target.column().type(), false);
        return new Operation.Add(Fitting.toStore(operation.value(), amount, "/value"));
    }

    static Expectation expectation(Target target, Expectation expectation) {
        if (expectation instanceof Expectation.Holding holding
                && !holding.value().isNull()) {
            return new Expectation.Holding(Fitting.toCompare(holding.value(), target.column(), "/expected"));
        }
        return expectation;
    }

    /** A node is addressed by levels and axes, never by the measures that its address gives. */
    static Condition condition(Sheet sheet, Condition condition, String field) {
        var columns = sheet.askable();
        if (sheet instanceof Rollup rollup) {
            columns = columns.stream()
                    .filter(column -> rollup.measure(column.name()).isEmpty())
                    .toList();
        }
        return ConditionBinder.bind(condition, sheet.name(), columns, field);
    }

    static List<Column> weights(Target target, Spreading.By terms) {
        if (!(terms.weights() instanceof Spreading.Weights.FromColumn from)) {
            return List.of();
        }
        var name = weightsColumn(target.sheet(), from.name());
        var column = column(target.base(), name, "/spread/weights");
        if (!column.type().isNumeric()) {
            throw new RefusedException(
                    Reason.TYPE_MISMATCH,
                    "/spread/weights",
                    "weights need a numeric column; " + name + " is "
                            + column.type().sqlName());
        }
        return List.of(column);
    }

    /** Weights are what the leaves hold: a column of the base table, which its sum stands for too. */
    private static String weightsColumn(Sheet sheet, String name) {
        if (sheet instanceof Rollup rollup && rollup.measure(name).isPresent()) {
            var measure = rollup.measure(name).orElseThrow();
            requireEditable(rollup, measure, "/spread/weights");
            return measure.column();
        }
        return name;
    }

    static List<Condition> holds(Sheet sheet, Spreading.By terms) {
        return IntStream.range(0, terms.holds().size())
                .mapToObj(i -> condition(sheet, terms.holds().get(i), "/spread/hold/" + i))
                .toList();
    }
}
