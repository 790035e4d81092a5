package dev.ducksheet.http.rows;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Decimal;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.ColumnType.Whole;
import java.util.function.ToIntFunction;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/**
 * A type as Arrow's schema tells it. A whole number of 128 bits is a decimal of 38 digits there; a type that is shown only
 * is a string.
 *
 * @param id one of {@link Type}
 */
record ArrowType(byte id, ToIntFunction<FlatBufferBuilder> writer) {
    private static final int DECIMAL_BITS = 128;
    private static final int MOST_DIGITS = 38;

    static ArrowType of(ColumnType type) {
        if (type instanceof Whole whole) {
            return whole.bits() > Long.SIZE
                    ? decimal(MOST_DIGITS, 0)
                    : new ArrowType(Type.Int, builder -> Int.createInt(builder, whole.bits(), true));
        }
        if (type instanceof Decimal decimal) {
            return decimal(decimal.precision(), decimal.scale());
        }
        if (!(type instanceof Simple simple)) {
            return text();
        }
        return switch (simple) {
            case DOUBLE ->
                new ArrowType(
                        Type.FloatingPoint, builder -> FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE));
            case TEXT -> text();
            case BOOLEAN ->
                new ArrowType(Type.Bool, builder -> {
                    Bool.startBool(builder);
                    return Bool.endBool(builder);
                });
            case DATE -> new ArrowType(Type.Date, builder -> Date.createDate(builder, DateUnit.DAY));
            case TIMESTAMP ->
                new ArrowType(Type.Timestamp, builder -> Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, 0));
        };
    }

    private static ArrowType decimal(int precision, int scale) {
        return new ArrowType(
                Type.Decimal,
                builder -> org.apache.arrow.flatbuf.Decimal.createDecimal(builder, precision, scale, DECIMAL_BITS));
    }

    private static ArrowType text() {
        return new ArrowType(Type.Utf8, builder -> {
            Utf8.startUtf8(builder);
            return Utf8.endUtf8(builder);
        });
    }

    /** Writes what is particular to the type. */
    int write(FlatBufferBuilder builder) {
        return writer.applyAsInt(builder);
    }
}
