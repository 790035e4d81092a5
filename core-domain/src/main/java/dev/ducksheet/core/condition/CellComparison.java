package dev.ducksheet.core.condition;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.CellValue.Bool;
import dev.ducksheet.core.model.CellValue.Date;
import dev.ducksheet.core.model.CellValue.Exact;
import dev.ducksheet.core.model.CellValue.Floating;
import dev.ducksheet.core.model.CellValue.Text;
import dev.ducksheet.core.model.CellValue.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;

/** The order of two cells that are not empty, as SQL has it. */
public final class CellComparison {
    private CellComparison() {}

    /**
     * Compares two cells.
     *
     * @throws IllegalArgumentException if their types do not compare
     */
    public static int compare(CellValue left, CellValue right) {
        if (left instanceof Exact a && right instanceof Exact b) {
            return a.number().compareTo(b.number());
        }
        if (isNumber(left) && isNumber(right)) {
            return Double.compare(number(left), number(right));
        }
        if (left instanceof Text a && right instanceof Text b) {
            return Arrays.compareUnsigned(utf8(a), utf8(b));
        }
        if (left instanceof Bool a && right instanceof Bool b) {
            return Boolean.compare(a.value(), b.value());
        }
        if (isMoment(left) && isMoment(right)) {
            return moment(left).compareTo(moment(right));
        }
        throw new IllegalArgumentException(left + " does not compare with " + right);
    }

    private static boolean isNumber(CellValue cell) {
        return cell instanceof Exact || cell instanceof Floating;
    }

    private static double number(CellValue cell) {
        return cell instanceof Exact exact ? exact.number().doubleValue() : ((Floating) cell).number();
    }

    private static byte[] utf8(Text text) {
        return text.text().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isMoment(CellValue cell) {
        return cell instanceof Date || cell instanceof Timestamp;
    }

    private static LocalDateTime moment(CellValue cell) {
        return cell instanceof Date date ? date.day().atStartOfDay() : ((Timestamp) cell).time();
    }
}
