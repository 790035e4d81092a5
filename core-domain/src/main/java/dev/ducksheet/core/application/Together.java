package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Decimal;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.ColumnType.Whole;
import dev.ducksheet.core.validation.RefusedException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one type that holds the cells of several columns exactly. Decimals end at 38 digits: a cell that has more before the
 * point than are left ends the rows with an error rather than being rounded.
 */
final class Together {
    private static final int MOST_DIGITS = 38;

    private Together() {}

    /**
     * Returns the type.
     *
     * @throws RefusedException if there is none
     */
    static ColumnType type(List<Column> columns) {
        var types = columns.stream().map(Column::type).distinct().toList();
        if (types.size() == 1) {
            return types.get(0);
        }
        if (types.stream().allMatch(Whole.class::isInstance)) {
            return new Whole(
                    types.stream().mapToInt(type -> ((Whole) type).bits()).max().orElseThrow());
        }
        if (types.stream().allMatch(ColumnType::isExact)) {
            int scale = types.stream().mapToInt(ColumnType::scale).max().orElseThrow();
            int whole = types.stream().mapToInt(Together::wholeDigits).max().orElseThrow();
            return new Decimal(Math.min(MOST_DIGITS, whole + scale), scale);
        }
        if (types.stream().allMatch(Together::isBinary)) {
            return Simple.DOUBLE;
        }
        throw new RefusedException(
                Reason.TYPE_MISMATCH,
                "/columns",
                columns.stream()
                                .map(column ->
                                        column.name() + " (" + column.type().sqlName() + ")")
                                .collect(Collectors.joining(", "))
                        + " do not go into one column; name columns of one kind");
    }

    private static int wholeDigits(ColumnType type) {
        return type instanceof Decimal decimal
                ? decimal.precision() - decimal.scale()
                : type.maxUnits().toString().length();
    }

    /** Says whether a DOUBLE holds every such number: of whole numbers those of up to 53 bits. */
    private static boolean isBinary(ColumnType type) {
        return type == Simple.DOUBLE || (type instanceof Whole whole && whole.bits() <= 32);
    }
}
