package dev.ducksheet.http.rows;

import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.port.RowBatch;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Writes the cells of one column that are not empty. */
@FunctionalInterface
interface CellEncoder {
    /** The widest decimal whose units fit into 64 bits. */
    int LONG_DIGITS = 18;

    long MICROS_PER_SECOND = 1_000_000;
    long SECONDS_PER_DAY = 86_400;

    void write(ByteSink out, RowBatch batch, int column, int row);

    /** Returns the encoder for a type, into a format whose way with text and with the non-finite is given. */
    static CellEncoder of(ColumnType type, CellEncoder text, CellEncoder floating, boolean quoteTimes) {
        if (type instanceof ColumnType.Whole whole) {
            return whole.bits() > 64 ? CellEncoder::wide : CellEncoder::whole;
        }
        if (type instanceof ColumnType.Decimal decimal) {
            int scale = decimal.scale();
            return decimal.precision() > LONG_DIGITS
                    ? CellEncoder::wide
                    : (out, batch, column, row) -> out.decimal(batch.getLong(column, row), scale);
        }
        if (!(type instanceof ColumnType.Simple simple)) {
            return text;
        }
        return switch (simple) {
            case DOUBLE -> floating;
            case TEXT -> text;
            case BOOLEAN -> CellEncoder::bool;
            case DATE -> quoteTimes ? quoted(CellEncoder::date) : CellEncoder::date;
            case TIMESTAMP -> quoteTimes ? quoted(CellEncoder::timestamp) : CellEncoder::timestamp;
        };
    }

    private static CellEncoder quoted(CellEncoder inner) {
        return (out, batch, column, row) -> {
            out.put('"');
            inner.write(out, batch, column, row);
            out.put('"');
        };
    }

    private static void whole(ByteSink out, RowBatch batch, int column, int row) {
        out.number(batch.getLong(column, row));
    }

    private static void wide(ByteSink out, RowBatch batch, int column, int row) {
        var number = batch.getNumber(column, row);
        out.ascii(plain(number));
    }

    private static String plain(BigDecimal number) {
        var stripped = number.scale() > 0 ? number.stripTrailingZeros() : number;
        return stripped.toPlainString();
    }

    private static void bool(ByteSink out, RowBatch batch, int column, int row) {
        out.ascii(batch.getBoolean(column, row) ? "true" : "false");
    }

    private static void date(ByteSink out, RowBatch batch, int column, int row) {
        date(out, batch.getLong(column, row));
    }

    private static void date(ByteSink out, long epochDay) {
        var day = LocalDate.ofEpochDay(epochDay);
        if (day.getYear() < 0 || day.getYear() > 9999) {
            out.ascii(day.toString());
            return;
        }
        out.padded(day.getYear(), 4);
        out.put('-');
        out.padded(day.getMonthValue(), 2);
        out.put('-');
        out.padded(day.getDayOfMonth(), 2);
    }

    private static void timestamp(ByteSink out, RowBatch batch, int column, int row) {
        long micros = batch.getLong(column, row);
        long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
        date(out, Math.floorDiv(seconds, SECONDS_PER_DAY));
        out.put('T');
        time(out, Math.floorMod(seconds, SECONDS_PER_DAY));
        fraction(out, Math.floorMod(micros, MICROS_PER_SECOND));
    }

    private static void time(ByteSink out, long secondOfDay) {
        out.padded(secondOfDay / 3600, 2);
        out.put(':');
        out.padded(secondOfDay / 60 % 60, 2);
        out.put(':');
        out.padded(secondOfDay % 60, 2);
    }

    private static void fraction(ByteSink out, long micros) {
        if (micros == 0) {
            return;
        }
        int places = 6;
        long rest = micros;
        while (rest % 10 == 0) {
            rest /= 10;
            places--;
        }
        out.put('.');
        out.padded(rest, places);
    }
}
