package dev.ducksheet.testkit;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.port.RowBatch;
import dev.ducksheet.core.port.RowStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Rows in a list, told in batches of three, so that nobody forgets to ask for the next. */
final class TwinRows implements RowStream {
    private static final int BATCH = 3;

    private final List<Column> columns;
    private final Cursor head;
    private final List<List<CellValue>> rows;
    private final List<CellValue> resumeAfter;
    private final Runnable requireOpen;
    private int from = -BATCH;
    private boolean closed;

    TwinRows(
            List<Column> columns,
            Cursor head,
            List<List<CellValue>> rows,
            List<CellValue> resumeAfter,
            Runnable requireOpen) {
        this.columns = columns;
        this.head = head;
        this.rows = rows;
        this.resumeAfter = resumeAfter;
        this.requireOpen = requireOpen;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public Cursor head() {
        return head;
    }

    @Override
    public boolean next() {
        requireOpen.run();
        if (closed) {
            throw new IllegalStateException("this stream is closed");
        }
        from = Math.min(from + BATCH, rows.size());
        return from < rows.size();
    }

    @Override
    public RowBatch batch() {
        if (from < 0 || from >= rows.size()) {
            throw new IllegalStateException("there is no batch; next() did not say so");
        }
        return new Batch(columns, rows.subList(from, Math.min(from + BATCH, rows.size())));
    }

    @Override
    public List<CellValue> resumeAfter() {
        return resumeAfter;
    }

    @Override
    public void close() {
        closed = true;
    }

    private record Batch(List<Column> columns, List<List<CellValue>> rows) implements RowBatch {
        private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

        @Override
        public int size() {
            return rows.size();
        }

        @Override
        public boolean isNull(int column, int row) {
            return get(column, row).isNull();
        }

        @Override
        public long getLong(int column, int row) {
            var type = columns.get(column).type();
            if (type.isExact() && type.maxUnits().compareTo(MAX_LONG) > 0) {
                throw misread(type, "getLong");
            }
            var cell = filled(column, row);
            if (cell instanceof CellValue.Exact exact) {
                return exact.number().setScale(type.scale()).unscaledValue().longValueExact();
            }
            if (cell instanceof CellValue.Date date) {
                return date.day().toEpochDay();
            }
            if (cell instanceof CellValue.Timestamp timestamp) {
                return ChronoUnit.MICROS.between(java.time.LocalDateTime.of(1970, 1, 1, 0, 0), timestamp.time());
            }
            throw misread(type, "getLong");
        }

        @Override
        public BigDecimal getNumber(int column, int row) {
            if (filled(column, row) instanceof CellValue.Exact exact) {
                return exact.number();
            }
            throw misread(columns.get(column).type(), "getNumber");
        }

        @Override
        public double getDouble(int column, int row) {
            if (filled(column, row) instanceof CellValue.Floating floating) {
                return floating.number();
            }
            throw misread(columns.get(column).type(), "getDouble");
        }

        @Override
        public boolean getBoolean(int column, int row) {
            if (filled(column, row) instanceof CellValue.Bool bool) {
                return bool.value();
            }
            throw misread(columns.get(column).type(), "getBoolean");
        }

        @Override
        public String getText(int column, int row) {
            if (filled(column, row) instanceof CellValue.Text text) {
                return text.text();
            }
            throw misread(columns.get(column).type(), "getText");
        }

        @Override
        public CellValue get(int column, int row) {
            return rows.get(row).get(column);
        }

        private CellValue filled(int column, int row) {
            var cell = get(column, row);
            if (cell.isNull()) {
                throw new IllegalStateException("the cell is empty; ask isNull first");
            }
            return cell;
        }

        private static IllegalStateException misread(ColumnType type, String reader) {
            return new IllegalStateException(reader + " does not read " + type.sqlName());
        }
    }
}
