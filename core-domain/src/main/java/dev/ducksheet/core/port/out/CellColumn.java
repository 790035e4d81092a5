package dev.ducksheet.core.port.out;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.spread.Amounts;
import dev.ducksheet.core.spread.LongAmounts;
import java.util.AbstractList;
import java.util.List;
import java.util.stream.IntStream;

/** The cells of one column of some rows: an object for each, or amounts, which may be millions, without. */
public sealed interface CellColumn {

    /** Returns how many cells there are. */
    int size();

    /** Returns the cell of the row at {@code index}. */
    CellValue get(int index);

    /** Returns the cells of the rows at {@code indices}, in that order. Keeps the array. */
    default CellColumn select(int[] indices) {
        return new Selected(this, indices);
    }

    /** Returns the cells as a list; each is made when it is asked for. */
    default List<CellValue> list() {
        return new AbstractList<>() {
            @Override
            public CellValue get(int index) {
                return CellColumn.this.get(index);
            }

            @Override
            public int size() {
                return CellColumn.this.size();
            }
        };
    }

    /** Returns the places, ascending, at which another column of as many cells holds other cells. */
    default IntStream differences(CellColumn other) {
        if (this instanceof Counted counted
                && other instanceof Counted others
                && counted.amounts() instanceof LongAmounts mine
                && others.amounts() instanceof LongAmounts theirs
                && counted.type().scale() == others.type().scale()) {
            return mine.differences(theirs);
        }
        return IntStream.range(0, size()).filter(i -> !get(i).equals(other.get(i)));
    }

    /** Returns the cells, which are of this numeric type, as amounts. */
    default Amounts amounts(ColumnType type) {
        return this instanceof Counted counted ? counted.amounts() : Amounts.of(list(), type);
    }

    /** Returns the cells of a list that nobody changes any more. */
    static CellColumn of(List<CellValue> cells) {
        return new Listed(cells);
    }

    /** Returns amounts as the cells of a column of this type. */
    static CellColumn of(Amounts amounts, ColumnType type) {
        return new Counted(amounts, type);
    }

    /** Cells of any type. The list is kept as it is given, since it may be long. */
    record Listed(List<CellValue> cells) implements CellColumn {
        @Override
        public int size() {
            return cells.size();
        }

        @Override
        public CellValue get(int index) {
            return cells.get(index);
        }

        @Override
        public List<CellValue> list() {
            return cells;
        }
    }

    /** Cells of a numeric column. */
    record Counted(Amounts amounts, ColumnType type) implements CellColumn {
        @Override
        public int size() {
            return amounts.size();
        }

        @Override
        public CellValue get(int index) {
            return amounts.value(index, type);
        }
    }

    /** Cells of another column. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Selected(CellColumn column, int[] indices) implements CellColumn {
        @Override
        public int size() {
            return indices.length;
        }

        @Override
        public CellValue get(int index) {
            return column.get(indices[index]);
        }
    }
}
