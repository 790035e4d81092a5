package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.spread.DoubleAmounts;
import dev.ducksheet.core.spread.LongAmounts;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Cells of one column in few bytes: numbers of up to 64 bits by {@link PackedLongs}, everything else as JSON. The type's
 * name comes first, then how the cells are written.
 */
final class PackedColumn {
    private static final int JSON = 0;
    private static final int UNITS = 1;
    private static final int DOUBLES = 2;

    private PackedColumn() {}

    /** Writes the cells from {@code from} on and before {@code to}, which are of this type. */
    static void write(DataOutputStream out, ColumnType type, CellColumn cells, int from, int to) throws IOException {
        out.writeUTF(type.sqlName());
        if (type.isExact() && !Types.isWide(type)) {
            out.writeByte(UNITS);
            writeNumbers(out, numbers(type, cells, from, to), nulls(cells, from, to));
        } else if (type == Simple.DOUBLE) {
            out.writeByte(DOUBLES);
            writeNumbers(out, doubles(cells, from, to), nulls(cells, from, to));
        } else {
            out.writeByte(JSON);
            writeText(out, cells, from, to);
        }
    }

    private static BitSet nulls(CellColumn cells, int from, int to) {
        if (cells instanceof CellColumn.Counted counted && counted.amounts() instanceof LongAmounts longs) {
            return longs.nulls().get(from, to);
        }
        var nulls = new BitSet();
        for (int i = from; i < to; i++) {
            nulls.set(i - from, cells.get(i).isNull());
        }
        return nulls;
    }

    private static long[] numbers(ColumnType type, CellColumn cells, int from, int to) {
        var numbers = new long[to - from];
        if (cells instanceof CellColumn.Counted counted && counted.amounts() instanceof LongAmounts longs) {
            System.arraycopy(longs.units(), from, numbers, 0, numbers.length);
            return numbers;
        }
        for (int i = from; i < to; i++) {
            if (cells.get(i) instanceof CellValue.Exact exact) {
                numbers[i - from] = exact.number().movePointRight(type.scale()).longValueExact();
            }
        }
        return numbers;
    }

    private static long[] doubles(CellColumn cells, int from, int to) {
        var numbers = new long[to - from];
        for (int i = from; i < to; i++) {
            if (cells.get(i) instanceof CellValue.Floating floating) {
                numbers[i - from] = Double.doubleToRawLongBits(floating.number());
            } else if (cells.get(i) instanceof CellValue.Exact exact) {
                numbers[i - from] = Double.doubleToRawLongBits(exact.number().doubleValue());
            }
        }
        return numbers;
    }

    private static void writeNumbers(DataOutputStream out, long[] numbers, BitSet nulls) throws IOException {
        out.writeInt(numbers.length);
        var words = nulls.toLongArray();
        out.writeInt(words.length);
        for (long word : words) {
            out.writeLong(word);
        }
        for (int i = nulls.nextSetBit(0); i >= 0; i = nulls.nextSetBit(i + 1)) {
            numbers[i] = i == 0 ? 0 : numbers[i - 1]; // what costs least
        }
        PackedLongs.write(out, numbers);
    }

    private static void writeText(DataOutputStream out, CellColumn cells, int from, int to) throws IOException {
        var text = CellJson.text(json -> {
                    json.writeStartArray();
                    for (int i = from; i < to; i++) {
                        CellJson.write(json, cells.get(i));
                    }
                    json.writeEndArray();
                })
                .getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
    }

    /** Reads what {@link #write} wrote. */
    static CellColumn read(DataInputStream in) throws IOException {
        var type = Types.parse(in.readUTF());
        int written = in.readByte();
        if (written == JSON) {
            return CellColumn.of(readText(in));
        }
        int size = in.readInt();
        var words = new long[in.readInt()];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.readLong();
        }
        var nulls = BitSet.valueOf(words);
        var numbers = PackedLongs.read(in, size);
        return written == UNITS
                ? CellColumn.of(new LongAmounts(numbers, nulls), type)
                : CellColumn.of(doubles(numbers, nulls), type);
    }

    private static DoubleAmounts doubles(long[] bits, BitSet nulls) {
        var numbers = new double[bits.length];
        for (int i = 0; i < bits.length; i++) {
            numbers[i] = Double.longBitsToDouble(bits[i]);
        }
        return new DoubleAmounts(numbers, nulls);
    }

    private static List<CellValue> readText(DataInputStream in) throws IOException {
        var text = new byte[in.readInt()];
        in.readFully(text);
        return CellJson.read(new String(text, StandardCharsets.UTF_8), json -> {
            var cells = new ArrayList<CellValue>();
            while (json.nextToken() != com.fasterxml.jackson.core.JsonToken.END_ARRAY) {
                cells.add(CellJson.read(json));
            }
            return cells;
        });
    }

    /** Puts columns of one type one behind the other. */
    static CellColumn joined(List<CellColumn> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        if (parts.get(0) instanceof CellColumn.Counted first && first.amounts() instanceof LongAmounts) {
            return CellColumn.of(joinedLongs(parts), first.type());
        }
        if (parts.get(0) instanceof CellColumn.Counted first) {
            return CellColumn.of(joinedDoubles(parts), first.type());
        }
        var cells = new ArrayList<CellValue>();
        parts.forEach(part -> cells.addAll(part.list()));
        return CellColumn.of(cells);
    }

    private static LongAmounts joinedLongs(List<CellColumn> parts) {
        var units = new long[parts.stream().mapToInt(CellColumn::size).sum()];
        var nulls = new BitSet();
        int from = 0;
        for (var part : parts) {
            var longs = (LongAmounts) ((CellColumn.Counted) part).amounts();
            System.arraycopy(longs.units(), 0, units, from, longs.size());
            put(nulls, longs.nulls(), from);
            from += longs.size();
        }
        return new LongAmounts(units, nulls);
    }

    private static DoubleAmounts joinedDoubles(List<CellColumn> parts) {
        var numbers = new double[parts.stream().mapToInt(CellColumn::size).sum()];
        var nulls = new BitSet();
        int from = 0;
        for (var part : parts) {
            var doubles = (DoubleAmounts) ((CellColumn.Counted) part).amounts();
            System.arraycopy(doubles.numbers(), 0, numbers, from, doubles.size());
            for (int i = 0; i < doubles.size(); i++) {
                nulls.set(from + i, doubles.isNull(i));
            }
            from += doubles.size();
        }
        return new DoubleAmounts(numbers, nulls);
    }

    private static void put(BitSet nulls, BitSet part, int from) {
        part.stream().forEach(i -> nulls.set(from + i));
    }
}
