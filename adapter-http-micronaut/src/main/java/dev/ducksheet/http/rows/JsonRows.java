package dev.ducksheet.http.rows;

import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.port.RowBatch;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows as JSON objects: in one document with what is to be said of them, or one to a line (NDJSON). */
final class JsonRows implements RowEncoder {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final RowFormat.Result result;
    private final boolean lines;
    private final byte[][] names;
    private final CellEncoder[] encoders;

    private JsonRows(RowFormat.Result result, boolean lines) {
        this.result = result;
        this.lines = lines;
        names = names(result.columns());
        encoders = result.columns().stream()
                .map(column -> CellEncoder.of(column.type(), JsonRows::text, JsonRows::floating, true))
                .toArray(CellEncoder[]::new);
    }

    static RowEncoder document(RowFormat.Result result) {
        return new JsonRows(result, false);
    }

    static RowEncoder lines(RowFormat.Result result) {
        return new JsonRows(result, true);
    }

    /** Returns each name with all that stands between it and the cell before it. */
    private static byte[][] names(List<Column> columns) {
        var names = new byte[columns.size()][];
        for (int i = 0; i < names.length; i++) {
            var out = new ByteSink(64);
            out.put(i == 0 ? '{' : ',');
            out.json(columns.get(i).name());
            out.put(':');
            names[i] = out.take();
        }
        return names;
    }

    @Override
    public void head(ByteSink out) {
        if (lines) {
            return;
        }
        out.put('{');
        result.sheet().ifPresent(sheet -> member(out, "\"table\":", sheet));
        out.ascii("\"version\":");
        out.number(result.head().version().number());
        out.put(',');
        member(out, "\"cursor\":", result.head().toString());
        out.ascii("\"columns\":[");
        for (int i = 0; i < result.columns().size(); i++) {
            column(out, i, result.columns().get(i));
        }
        out.ascii("],\"rows\":[");
    }

    private static void member(ByteSink out, String name, String text) {
        out.ascii(name);
        out.json(text);
        out.put(',');
    }

    private static void column(ByteSink out, int index, Column column) {
        out.ascii(index == 0 ? "{\"name\":" : ",{\"name\":");
        out.json(column.name());
        out.ascii(",\"type\":");
        out.json(column.type().sqlName());
        out.put('}');
    }

    @Override
    public void row(ByteSink out, RowBatch batch, int row, boolean first) {
        if (!first && !lines) {
            out.put(',');
        }
        for (int column = 0; column < encoders.length; column++) {
            out.put(names[column]);
            if (batch.isNull(column, row)) {
                out.put(NULL);
            } else {
                encoders[column].write(out, batch, column, row);
            }
        }
        out.put('}');
        if (lines) {
            out.put('\n');
        }
    }

    @Override
    public void tail(ByteSink out, String nextCursor) {
        if (lines) {
            return;
        }
        out.put(']');
        if (result.sheet().isPresent()) {
            out.ascii(",\"next_cursor\":");
            cursor(out, nextCursor);
        }
        out.ascii("}\n");
    }

    private static void cursor(ByteSink out, String cursor) {
        if (cursor.isEmpty()) {
            out.put(NULL);
        } else {
            out.json(cursor);
        }
    }

    private static void text(ByteSink out, RowBatch batch, int column, int row) {
        out.json(batch.getText(column, row));
    }

    private static void floating(ByteSink out, RowBatch batch, int column, int row) {
        double number = batch.getDouble(column, row);
        if (Double.isFinite(number)) {
            out.ascii(Double.toString(number));
        } else {
            out.json(Double.toString(number));
        }
    }
}
