package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.spread.Amounts;
import dev.ducksheet.core.spread.LongAmounts;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBReadableVector;

/** The cells of one column of a cached table, by row id, without an object for each wherever the type allows. */
abstract sealed class CachedColumn {
    private final BitSet nulls = new BitSet();

    /**
     * Returns the columns of a table, without cells. Those of fixed width share one array, row after row: a row is read
     * as a whole, and so costs one miss of the processor's caches instead of one for each column.
     */
    static List<CachedColumn> of(List<Column> columns, int rows) {
        int width = (int) columns.stream().filter(it -> isFixed(it.type())).count();
        var numbers = new long[Math.multiplyExact(rows, width)];
        var cached = new ArrayList<CachedColumn>();
        int offset = 0;
        for (var column : columns) {
            if (isFixed(column.type())) {
                cached.add(new Longs(column.type(), numbers, width, offset++));
            } else {
                cached.add(isText(column.type()) ? new Texts(rows) : new Objects(column.type(), rows));
            }
        }
        return cached;
    }

    private static boolean isText(ColumnType type) {
        return type == Simple.TEXT || type instanceof ColumnType.Opaque;
    }

    private static boolean isFixed(ColumnType type) {
        return !isText(type) && !Types.isWide(type);
    }

    /** Returns about how many bytes a row of the column takes, the bytes of texts aside. */
    static int bytesPerRow(ColumnType type) {
        if (isFixed(type)) {
            return Long.BYTES;
        }
        return isText(type) ? Integer.BYTES : 80;
    }

    /** Takes the cells of a chunk, which follow on those taken before. */
    final void add(DuckDBReadableVector vector, int from, int count) {
        for (int i = 0; i < count; i++) {
            if (vector.isNull(i)) {
                nulls.set(from + i);
                addNull(from + i);
            } else {
                add(from + i, vector, i);
            }
        }
    }

    final boolean isNull(int row) {
        return nulls.get(row);
    }

    final CellValue get(int row) {
        return isNull(row) ? CellValue.none() : filled(row);
    }

    final void set(int row, CellValue cell) {
        nulls.set(row, cell.isNull());
        if (!cell.isNull()) {
            fill(row, cell);
        }
    }

    /** Sets many cells. */
    void set(long[] rows, Amounts amounts, ColumnType type) {
        for (int i = 0; i < rows.length; i++) {
            set((int) rows[i], amounts.value(i, type));
        }
    }

    /** Says whether the cells are exact numbers of up to 64 bits. */
    boolean isCounted() {
        return false;
    }

    /** Returns the cells of a column that {@link #isCounted}. */
    LongAmounts amounts(long[] rows) {
        throw new IllegalStateException("cells that are not counted in 64 bits");
    }

    /**
     * Reads a byte of a cell that lies apart from the rest of its row. So little work for each cell lets the processor
     * wait for many at once; what it returns says nothing.
     */
    int touch(int row) {
        return 0;
    }

    /** Returns a hash of a filled cell: that of an equal cell is the same. */
    abstract int hash(int row);

    /** Returns the hash of the cells that equal this one, which is of the column's type and not empty. */
    abstract int hash(CellValue cell);

    /** Says whether a filled cell equals this one, which is of the column's type and not empty. */
    boolean holds(int row, CellValue cell) {
        return filled(row).equals(cell);
    }

    abstract CellValue filled(int row);

    abstract void fill(int row, CellValue cell);

    abstract void add(int row, DuckDBReadableVector vector, int at);

    void addNull(int row) {}

    /** Numbers of up to 64 bits and what can be written as one. */
    private static final class Longs extends CachedColumn {
        private final ColumnType type;
        private final long[] numbers;
        private final int width;
        private final int offset;

        Longs(ColumnType type, long[] numbers, int width, int offset) {
            this.type = type;
            this.numbers = numbers;
            this.width = width;
            this.offset = offset;
        }

        private int place(int row) {
            return row * width + offset;
        }

        @Override
        void add(int row, DuckDBReadableVector vector, int at) {
            numbers[place(row)] = type.isExact() ? Cells.units(vector, at) : encode(Cells.read(type, vector, at));
        }

        @Override
        CellValue filled(int row) {
            long number = numbers[place(row)];
            if (type.isExact()) {
                return type.scale() == 0
                        ? CellValue.of(number)
                        : CellValue.of(BigDecimal.valueOf(number, type.scale()));
            }
            return switch ((Simple) type) {
                case DOUBLE -> CellValue.of(Double.longBitsToDouble(number));
                case BOOLEAN -> CellValue.of(number != 0);
                case DATE -> CellValue.of(LocalDate.ofEpochDay(number));
                default -> CellValue.of(Cells.time(number));
            };
        }

        @Override
        void fill(int row, CellValue cell) {
            numbers[place(row)] = encode(cell);
        }

        @Override
        boolean isCounted() {
            return type.isExact();
        }

        @Override
        LongAmounts amounts(long[] rows) {
            var units = new long[rows.length];
            var empty = new BitSet();
            boolean none = super.nulls.isEmpty();
            for (int i = 0; i < rows.length; i++) {
                units[i] = numbers[place((int) rows[i])];
                if (!none && isNull((int) rows[i])) {
                    empty.set(i);
                }
            }
            return new LongAmounts(units, empty);
        }

        @Override
        void set(long[] rows, Amounts amounts, ColumnType amountType) {
            if (!(amounts instanceof LongAmounts longs)) {
                super.set(rows, amounts, amountType);
                return;
            }
            for (int i = 0; i < rows.length; i++) {
                numbers[place((int) rows[i])] = longs.units()[i];
                super.nulls.set((int) rows[i], longs.isNull(i));
            }
        }

        @Override
        boolean holds(int row, CellValue cell) {
            return numbers[place(row)] == encode(cell);
        }

        @Override
        int hash(int row) {
            return Long.hashCode(numbers[place(row)]);
        }

        @Override
        int hash(CellValue cell) {
            return Long.hashCode(encode(cell));
        }

        private long encode(CellValue cell) {
            if (cell instanceof CellValue.Exact exact) {
                var number = exact.number();
                if (type == Simple.DOUBLE) {
                    return Double.doubleToLongBits(number.doubleValue());
                }
                return type.scale() == 0
                        ? number.longValue()
                        : number.movePointRight(type.scale()).longValue();
            }
            if (cell instanceof CellValue.Floating floating) {
                return Double.doubleToLongBits(floating.number());
            }
            if (cell instanceof CellValue.Bool bool) {
                return bool.value() ? 1 : 0;
            }
            return cell instanceof CellValue.Date date
                    ? date.day().toEpochDay()
                    : Cells.epochMicros(((CellValue.Timestamp) cell).time());
        }
    }

    /** Texts, one behind the other in one array; those set later beside it. */
    private static final class Texts extends CachedColumn {
        private final int[] ends;
        private final Map<Integer, String> later = new HashMap<>();
        private byte[] bytes = new byte[1 << 16];

        Texts(int rows) {
            this.ends = new int[rows];
        }

        @Override
        void add(int row, DuckDBReadableVector vector, int at) {
            append(row, Cells.text(vector, at).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        void addNull(int row) {
            append(row, new byte[0]);
        }

        private void append(int row, byte[] text) {
            int start = start(row);
            int end = Math.addExact(start, text.length);
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, bytes.length * 2L)));
            }
            System.arraycopy(text, 0, bytes, start, text.length);
            ends[row] = end;
        }

        private int start(int row) {
            return row == 0 ? 0 : ends[row - 1];
        }

        @Override
        CellValue filled(int row) {
            return CellValue.of(text(row));
        }

        @Override
        int touch(int row) {
            int start = start(row);
            return start < ends[row] ? bytes[start] : 0;
        }

        private String text(int row) {
            var changed = later.get(row);
            return changed != null
                    ? changed
                    : new String(bytes, start(row), ends[row] - start(row), StandardCharsets.UTF_8);
        }

        @Override
        void fill(int row, CellValue cell) {
            later.put(row, ((CellValue.Text) cell).text());
        }

        @Override
        int hash(int row) {
            return text(row).hashCode();
        }

        @Override
        int hash(CellValue cell) {
            return ((CellValue.Text) cell).text().hashCode();
        }
    }

    /** Numbers too wide for 64 bits. */
    private static final class Objects extends CachedColumn {
        private final ColumnType type;
        private final CellValue[] cells;

        Objects(ColumnType type, int rows) {
            this.type = type;
            this.cells = new CellValue[rows];
            Arrays.fill(cells, CellValue.none());
        }

        @Override
        void add(int row, DuckDBReadableVector vector, int at) {
            cells[row] = Cells.read(type, vector, at);
        }

        @Override
        CellValue filled(int row) {
            return cells[row];
        }

        @Override
        void fill(int row, CellValue cell) {
            cells[row] = cell;
        }

        @Override
        int hash(int row) {
            return cells[row].hashCode();
        }

        @Override
        int hash(CellValue cell) {
            return cell.hashCode();
        }
    }
}
