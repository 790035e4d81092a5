package dev.ducksheet.seed;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import java.io.IOException;
import java.util.List;

/** A line of CSV (RFC 4180, lines ended by a line feed): an empty cell is nothing, an empty text is {@code ""}. */
public final class CsvLine {
    private CsvLine() {}

    /** Appends the line of the columns' names. */
    public static void header(Appendable out, List<Column> columns) throws IOException {
        append(out, columns.stream().map(column -> CellValue.of(column.name())).toList());
    }

    /** Appends the line of a row. */
    public static void append(Appendable out, List<CellValue> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            if (!cells.get(i).isNull()) {
                out.append(quoted(cells.get(i).display()));
            }
        }
        out.append('\n');
    }

    private static String quoted(String text) {
        return needsQuotes(text) ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private static boolean needsQuotes(String text) {
        return text.isEmpty() || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    }
}
