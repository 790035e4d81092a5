package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.Axis.Part;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import java.util.List;
import java.util.Optional;

/** Turns a bound condition into SQL: every literal becomes a parameter. */
final class ConditionSql implements Condition.Visitor<Sql> {
    private final Columns columns;

    private ConditionSql(Columns columns) {
        this.columns = columns;
    }

    /** Where the columns that a condition names are in the statement. */
    @FunctionalInterface
    interface Columns {
        Operand operand(String column);
    }

    /**
     * What a column is in SQL.
     *
     * @param expression computes what the column shows
     * @param source the column behind it, of which {@code part} is shown
     */
    record Operand(ColumnType type, String expression, String source, Part part) {
        static Operand of(ColumnType type, String expression) {
            return new Operand(type, Types.shown(type, expression), expression, Part.VALUE);
        }
    }

    static Sql of(Condition condition, Columns columns) {
        return condition.accept(new ConditionSql(columns)).inParentheses();
    }

    @Override
    public Sql comparison(Condition.Comparison it) {
        var operand = operand(it);
        return switch (it.operator()) {
            case EQUAL -> equal(operand, it.literal());
            case NOT_EQUAL -> Sql.of("NOT ").plus(equal(operand, it.literal()));
            default -> compared(operand, it.operator().symbol(), it.literal());
        };
    }

    @Override
    public Sql in(Condition.In it) {
        var operand = operand(it);
        return Sql.join(
                        " OR ",
                        it.literals().stream()
                                .map(literal -> equal(operand, literal))
                                .toList())
                .inParentheses();
    }

    @Override
    public Sql between(Condition.Between it) {
        var operand = operand(it);
        return Sql.join(" AND ", List.of(compared(operand, ">=", it.low()), compared(operand, "<=", it.high())))
                .inParentheses();
    }

    @Override
    public Sql like(Condition.Like it) {
        return Sql.of("(" + operand(it).expression() + " LIKE CAST(? AS VARCHAR))", it.pattern());
    }

    @Override
    public Sql iLike(Condition.ILike it) {
        return Sql.of("(" + operand(it).expression() + " ILIKE CAST(? AS VARCHAR))", it.pattern());
    }

    @Override
    public Sql isNull(Condition.IsNull it) {
        return Sql.of("(" + operand(it).source() + " IS NULL)");
    }

    @Override
    public Sql and(Condition.And it) {
        return junction(" AND ", it.parts());
    }

    @Override
    public Sql or(Condition.Or it) {
        return junction(" OR ", it.parts());
    }

    @Override
    public Sql not(Condition.Not it) {
        return Sql.of("(NOT ").plus(it.condition().accept(this)).plus(")");
    }

    private Sql junction(String word, List<Condition> parts) {
        return Sql.join(word, parts.stream().map(part -> part.accept(this)).toList())
                .inParentheses();
    }

    private Operand operand(Condition.Predicate predicate) {
        return columns.operand(predicate.column().name());
    }

    /** Tests for one value, or for the days that an axis shows so, which needs no computing for each row. */
    private static Sql equal(Operand operand, CellValue literal) {
        Optional<Axes.Period> period =
                literal instanceof CellValue.Text text ? Axes.period(operand.part(), text.text()) : Optional.empty();
        return period.map(days -> days.contains(operand.source())).orElseGet(() -> compared(operand, "=", literal));
    }

    private static Sql compared(Operand operand, String symbol, CellValue literal) {
        return Sql.of("(" + operand.expression() + " " + symbol + " ")
                .plus(Types.parameter(operand.type(), literal))
                .plus(")");
    }
}
