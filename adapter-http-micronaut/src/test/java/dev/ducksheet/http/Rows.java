package dev.ducksheet.http;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.RowBatch;
import dev.ducksheet.core.port.RowStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Rows in memory, a few to a batch. */
final class Rows implements RowStream {
    private static final int BATCH = 2;
    private static final LocalDateTime EPOCH = LocalDateTime.parse("1970-01-01T00:00:00");

    private final List<Column> columns;
    private final List<List<CellValue>> rows;
    private final CountDownLatch closed = new CountDownLatch(1);
    private List<CellValue> resumeAfter = List.of();
    private int from = -BATCH;
    private int failAt = Integer.MAX_VALUE;

    Rows(List<Column> columns, List<List<CellValue>> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    static Rows sales() {
        return new Rows(
                Sheets.SALES.columns(),
                List.of(
                        List.of(
                                CellValue.of(1),
                                CellValue.of("P1"),
                                CellValue.of(LocalDate.parse("2024-02-01")),
                                CellValue.of(3),
                                CellValue.of(new BigDecimal("12.50"))),
                        List.of(
                                CellValue.of(2),
                                CellValue.of("say \"hi\", ü€😀"),
                                CellValue.none(),
                                CellValue.of(-7),
                                CellValue.of(new BigDecimal("-0.05"))),
                        List.of(
                                CellValue.of(3),
                                CellValue.of(""),
                                CellValue.of(LocalDate.parse("0099-12-31")),
                                CellValue.none(),
                                CellValue.none())));
    }

    Rows goingOnAfter(List<CellValue> cells) {
        resumeAfter = cells;
        return this;
    }

    Rows failingAt(int row) {
        failAt = row;
        return this;
    }

    boolean awaitClosed() throws InterruptedException {
        return closed.await(10, TimeUnit.SECONDS);
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public Cursor head() {
        return new Cursor(FakeFeed.EPOCH, new Version(41));
    }

    @Override
    public boolean next() {
        from += BATCH;
        if (from >= failAt) {
            throw new IllegalStateException("SELECT secret FROM /home/me/book.duckdb failed");
        }
        return from < rows.size();
    }

    @Override
    public RowBatch batch() {
        return new Batch(columns, rows.subList(from, Math.min(rows.size(), from + BATCH)));
    }

    @Override
    public List<CellValue> resumeAfter() {
        return resumeAfter;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private record Batch(List<Column> columns, List<List<CellValue>> rows) implements RowBatch {
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
            var cell = get(column, row);
            if (cell instanceof CellValue.Date date) {
                return date.day().toEpochDay();
            }
            if (cell instanceof CellValue.Timestamp timestamp) {
                return ChronoUnit.MICROS.between(EPOCH, timestamp.time());
            }
            return getNumber(column, row)
                    .setScale(columns.get(column).type().scale())
                    .unscaledValue()
                    .longValueExact();
        }

        @Override
        public BigDecimal getNumber(int column, int row) {
            return ((CellValue.Exact) get(column, row)).number();
        }

        @Override
        public double getDouble(int column, int row) {
            return ((CellValue.Floating) get(column, row)).number();
        }

        @Override
        public boolean getBoolean(int column, int row) {
            return ((CellValue.Bool) get(column, row)).value();
        }

        @Override
        public String getText(int column, int row) {
            return ((CellValue.Text) get(column, row)).text();
        }

        @Override
        public CellValue get(int column, int row) {
            return rows.get(row).get(column);
        }
    }

    /** Returns one row of every type. */
    static Rows ofEveryType() {
        var columns = List.of(
                Column.of("tiny", new ColumnType.Whole(8)),
                Column.of("huge", new ColumnType.Whole(128)),
                Column.of("money", ColumnType.decimal(18, 4)),
                Column.of("wide", ColumnType.decimal(38, 10)),
                Column.of("ratio", ColumnType.Simple.DOUBLE),
                Column.of("nan", ColumnType.Simple.DOUBLE),
                Column.of("flag", ColumnType.Simple.BOOLEAN),
                Column.of("day", ColumnType.Simple.DATE),
                Column.of("time", ColumnType.Simple.TIMESTAMP),
                Column.of("list", new ColumnType.Opaque("INTEGER[]")),
                Column.of("text", ColumnType.Simple.TEXT));
        List<CellValue> cells = List.of(
                CellValue.of(-128),
                CellValue.of(new BigDecimal("-170141183460469231731687303715884105728")),
                CellValue.of(new BigDecimal("-99999999999999.0010")),
                CellValue.of(new BigDecimal("1234567890123456789.1230000000")),
                CellValue.of(0.1),
                CellValue.of(Double.NaN),
                CellValue.of(true),
                CellValue.of(LocalDate.parse("1969-12-31")),
                CellValue.of(LocalDateTime.parse("1969-12-31T23:59:59.000120")),
                CellValue.of("[1, 2]"),
                CellValue.of("tab\t\"quote\" \\ \u0001 line\nend"));
        return new Rows(columns, List.of(cells));
    }
}
