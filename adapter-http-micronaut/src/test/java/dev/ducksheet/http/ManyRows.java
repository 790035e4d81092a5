package dev.ducksheet.http;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.RowBatch;
import dev.ducksheet.core.port.RowStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Six columns of rows without end, made as they are asked for. */
final class ManyRows implements RowStream, RowBatch {
    private static final int BATCH = 2048;
    private static final List<Column> COLUMNS = List.of(
            Column.of("id", ColumnType.bigint()),
            Column.of("product", ColumnType.Simple.TEXT),
            Column.of("net_price", ColumnType.decimal(18, 2)),
            Column.of("day", ColumnType.Simple.DATE),
            Column.of("ratio", ColumnType.bigint()),
            Column.of("quantity", ColumnType.integer()));

    private final long count;
    private final String[] products = new String[1000];
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long from = -BATCH;

    ManyRows(long count) {
        this.count = count;
        for (int i = 0; i < products.length; i++) {
            products[i] = "Product " + i;
        }
    }

    long made() {
        return from;
    }

    boolean awaitClosed() throws InterruptedException {
        return closed.await(20, TimeUnit.SECONDS);
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public Cursor head() {
        return new Cursor(FakeFeed.EPOCH, new Version(41));
    }

    @Override
    public boolean next() {
        long next = from + BATCH;
        from = next;
        return next < count;
    }

    @Override
    public RowBatch batch() {
        return this;
    }

    @Override
    public List<CellValue> resumeAfter() {
        return List.of();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    @Override
    public int size() {
        return (int) Math.min(BATCH, count - from);
    }

    @Override
    public boolean isNull(int column, int row) {
        return column == 4 && row % 8 == 0;
    }

    @Override
    public long getLong(int column, int row) {
        long id = from + row;
        return switch (column) {
            case 2 -> id % 1_000_000;
            case 3 -> 19_000 + id % 1000;
            case 5 -> id % 1000;
            default -> id;
        };
    }

    @Override
    public BigDecimal getNumber(int column, int row) {
        throw new IllegalStateException("not this type");
    }

    @Override
    public double getDouble(int column, int row) {
        throw new IllegalStateException("not this type");
    }

    @Override
    public boolean getBoolean(int column, int row) {
        throw new IllegalStateException("not this type");
    }

    @Override
    public String getText(int column, int row) {
        return products[(int) ((from + row) % products.length)];
    }

    @Override
    public CellValue get(int column, int row) {
        throw new IllegalStateException("an object per cell");
    }
}
