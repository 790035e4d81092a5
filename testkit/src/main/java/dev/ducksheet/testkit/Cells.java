package dev.ducksheet.testkit;

import dev.ducksheet.core.model.CellValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes cells shortly in tests. */
public final class Cells {
    private Cells() {}

    /** Returns a row of {@link #cell cells}. */
    public static List<CellValue> row(@Nullable Object... contents) {
        return Arrays.stream(contents).map(Cells::cell).toList();
    }

    /**
     * Returns a cell: null is the empty one, integers of all widths and BigDecimal are exact, Double is floating,
     * String, Boolean, LocalDate and LocalDateTime are themselves, and so is a cell.
     */
    public static CellValue cell(@Nullable Object content) {
        if (content == null) {
            return CellValue.none();
        }
        if (content instanceof CellValue cell) {
            return cell;
        }
        if (content instanceof Integer || content instanceof Long) {
            return CellValue.of(((Number) content).longValue());
        }
        return other(content);
    }

    private static CellValue other(Object content) {
        if (content instanceof BigInteger integer) {
            return CellValue.of(new BigDecimal(integer));
        }
        if (content instanceof BigDecimal decimal) {
            return CellValue.of(decimal);
        }
        if (content instanceof Double number) {
            return CellValue.of((double) number);
        }
        if (content instanceof Boolean bool) {
            return CellValue.of((boolean) bool);
        }
        return textOrTime(content);
    }

    private static CellValue textOrTime(Object content) {
        if (content instanceof String text) {
            return CellValue.of(text);
        }
        if (content instanceof LocalDate day) {
            return CellValue.of(day);
        }
        if (content instanceof LocalDateTime time) {
            return CellValue.of(time);
        }
        throw new IllegalArgumentException("no cell holds a " + content.getClass());
    }

    /** Returns an exact number. */
    public static BigDecimal dec(String number) {
        return new BigDecimal(number);
    }

    /** Returns a day, such as {@code 2024-02-29}. */
    public static LocalDate day(String day) {
        return LocalDate.parse(day);
    }
}
