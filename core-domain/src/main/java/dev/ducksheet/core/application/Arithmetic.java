package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.validation.RefusedException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What an operation makes of a cell. */
final class Arithmetic {
    private Arithmetic() {}

    /**
     * Returns the new content of a cell.
     *
     * @param operation bound to the column
     * @throws RefusedException if the result does not fit the column
     */
    static CellValue apply(Operation operation, CellValue present, Column column) {
        if (operation instanceof Operation.Set set) {
            return set.value();
        }
        if (present.isNull() && operation instanceof Operation.Multiply) {
            return present;
        }
        return column.type().isExact() ? exact(operation, present, column) : floating(operation, present, column);
    }

    private static CellValue exact(Operation operation, CellValue present, Column column) {
        var old = present instanceof CellValue.Exact exact ? exact.number() : BigDecimal.ZERO;
        var operand = ((CellValue.Exact) operation.value()).number();
        var result = operation instanceof Operation.Add ? old.add(operand) : old.multiply(operand);
        var rounded = result.setScale(column.type().scale(), RoundingMode.HALF_UP);
        if (!column.type().holds(rounded)) {
            throw outOfRange(operation, present, column, rounded.toPlainString());
        }
        return CellValue.of(rounded);
    }

    private static CellValue floating(Operation operation, CellValue present, Column column) {
        double old = present instanceof CellValue.Floating floating ? floating.number() : 0;
        double operand = operation.value() instanceof CellValue.Floating floating
                ? floating.number()
                : ((CellValue.Exact) operation.value()).number().doubleValue();
        double result = operation instanceof Operation.Add ? old + operand : old * operand;
        if (!Double.isFinite(result)) {
            throw outOfRange(operation, present, column, Double.toString(result));
        }
        return CellValue.of(result);
    }

    private static RefusedException outOfRange(Operation operation, CellValue present, Column column, String result) {
        return new RefusedException(
                Reason.OUT_OF_RANGE,
                "/value",
                operation.wireName() + " " + operation.value().display() + " makes " + result + " of "
                        + present.display() + ", which column " + column.name() + ", "
                        + column.type().sqlName() + ", cannot hold");
    }
}
