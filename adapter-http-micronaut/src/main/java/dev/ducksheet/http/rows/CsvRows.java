package dev.ducksheet.http.rows;

import dev.ducksheet.core.port.RowBatch;

/**
 * Rows as RFC 4180 has them: a header line, CRLF after each line, quotes where they are needed. An empty cell is
 * nothing at all, an empty string is {@code ""}.
 */
final class CsvRows implements RowEncoder {
    private final RowFormat.Result result;
    private final CellEncoder[] encoders;

    CsvRows(RowFormat.Result result) {
        this.result = result;
        encoders = result.columns().stream()
                .map(column -> CellEncoder.of(column.type(), CsvRows::text, CsvRows::floating, false))
                .toArray(CellEncoder[]::new);
    }

    @Override
    public void head(ByteSink out) {
        for (int i = 0; i < result.columns().size(); i++) {
            if (i > 0) {
                out.put(',');
            }
            write(out, result.columns().get(i).name());
        }
        end(out);
    }

    @Override
    public void row(ByteSink out, RowBatch batch, int row, boolean first) {
        for (int column = 0; column < encoders.length; column++) {
            if (column > 0) {
                out.put(',');
            }
            if (!batch.isNull(column, row)) {
                encoders[column].write(out, batch, column, row);
            }
        }
        end(out);
    }

    @Override
    public void tail(ByteSink out, String nextCursor) {
        // a line is a row: there is no place for a cursor
    }

    private static void end(ByteSink out) {
        out.put('\r');
        out.put('\n');
    }

    private static void text(ByteSink out, RowBatch batch, int column, int row) {
        write(out, batch.getText(column, row));
    }

    private static void write(ByteSink out, String text) {
        boolean quotes = needsQuotes(text);
        if (quotes) {
            out.put('"');
        }
        out.csv(text);
        if (quotes) {
            out.put('"');
        }
    }

    private static boolean needsQuotes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return text.isEmpty();
    }

    private static void floating(ByteSink out, RowBatch batch, int column, int row) {
        out.ascii(Double.toString(batch.getDouble(column, row)));
    }
}
