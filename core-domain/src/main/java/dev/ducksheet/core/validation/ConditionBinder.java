package dev.ducksheet.core.validation;

import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Table;
import java.util.List;

/** Binds a condition to columns: every name must be one of them, and every literal takes the column's type. */
final class ConditionBinder implements Condition.Rewriting {
    private final String sheet;
    private final List<Column> columns;
    private final String field;

    private ConditionBinder(String sheet, List<Column> columns, String field) {
        this.sheet = sheet;
        this.columns = columns;
        this.field = field;
    }

    /**
     * Returns the bound condition.
     *
     * @param sheet for messages
     * @param columns those that the condition may name
     * @param field the part of the request to blame
     * @throws RefusedException for the first name or literal that does not fit
     */
    static Condition bind(Condition condition, String sheet, List<Column> columns, String field) {
        return condition.accept(new ConditionBinder(sheet, columns, field));
    }

    @Override
    public Condition comparison(Condition.Comparison it) {
        return new Condition.Comparison(it.column(), it.operator(), fit(it.literal(), it.column()));
    }

    @Override
    public Condition in(Condition.In it) {
        return new Condition.In(
                it.column(),
                it.literals().stream().map(literal -> fit(literal, it.column())).toList());
    }

    @Override
    public Condition between(Condition.Between it) {
        return new Condition.Between(it.column(), fit(it.low(), it.column()), fit(it.high(), it.column()));
    }

    @Override
    public Condition like(Condition.Like it) {
        requireText(it.column());
        return it;
    }

    @Override
    public Condition iLike(Condition.ILike it) {
        requireText(it.column());
        return it;
    }

    @Override
    public Condition isNull(Condition.IsNull it) {
        column(it.column());
        return it;
    }

    private CellValue fit(CellValue literal, ColumnName name) {
        return Fitting.toCompare(literal, column(name), field);
    }

    private void requireText(ColumnName name) {
        var column = column(name);
        if (column.type() != ColumnType.Simple.TEXT) {
            throw new RefusedException(
                    Reason.TYPE_MISMATCH,
                    field,
                    "LIKE and ILIKE need a text column; " + name + " is "
                            + column.type().sqlName());
        }
    }

    private Column column(ColumnName name) {
        for (var column : columns) {
            if (column.name().equals(name.name())) {
                return column;
            }
        }
        throw unknown(name);
    }

    private RefusedException unknown(ColumnName name) {
        var known = columns.stream()
                .filter(column -> !column.equals(Table.ROW_ID))
                .map(Column::name)
                .toList();
        return new RefusedException(
                Reason.UNKNOWN_COLUMN,
                field,
                "the condition names column " + name + " at position " + name.position() + "; " + sheet + " has "
                        + String.join(", ", known));
    }
}
