package dev.ducksheet.cli.format;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows in aligned columns for people: numbers to the right, an empty cell as {@code NULL}. The first rows set the width
 * of the columns, so that any number of rows takes constant memory.
 */
final class TableSink implements RowSink {
    private static final int ROWS_THAT_SET_WIDTHS = 500;
    private static final int WIDEST = 60;
    private static final String GAP = "  ";

    private final PrintWriter out;
    private final Style style;
    private final List<List<CellValue>> waiting = new ArrayList<>();
    private List<Column> columns = List.of();
    private int[] widths = {};
    private boolean begun;

    TableSink(PrintWriter out, boolean colours) {
        this.out = out;
        style = new Style(colours);
    }

    @Override
    public void begin(List<Column> columns) {
        this.columns = columns;
        widths = columns.stream().mapToInt(column -> length(column.name())).toArray();
    }

    @Override
    public void row(List<CellValue> cells) {
        if (begun) {
            print(cells);
            return;
        }
        waiting.add(cells);
        if (waiting.size() == ROWS_THAT_SET_WIDTHS) {
            printWaiting();
        }
    }

    @Override
    public void end() {
        if (!begun) {
            printWaiting();
        }
    }

    private void printWaiting() {
        begun = true;
        waiting.forEach(this::widen);
        printHeader();
        waiting.forEach(this::print);
        waiting.clear();
    }

    private void widen(List<CellValue> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], Math.min(WIDEST, length(text(cells.get(i), i))));
        }
    }

    private void printHeader() {
        StringBuilder names = new StringBuilder();
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String name = columns.get(i).name();
            names.append(i == 0 ? "" : GAP).append(style.bold(pad(name, i)));
            rules.append(i == 0 ? "" : GAP).append("─".repeat(widths[i]));
        }
        out.println(names.toString().stripTrailing());
        out.println(style.faint(rules.toString()));
    }

    private void print(List<CellValue> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            CellValue cell = cells.get(i);
            String padded = pad(text(cell, i), i);
            line.append(i == 0 ? "" : GAP).append(cell.isNull() ? style.faint(padded) : padded);
        }
        out.println(line.toString().stripTrailing());
    }

    private String pad(String text, int column) {
        String blanks = " ".repeat(Math.max(0, widths[column] - length(text)));
        return columns.get(column).type().isNumeric() ? blanks + text : text + blanks;
    }

    /** Decimals are shown with all places of their column, so that the points stand below each other. */
    private String text(CellValue cell, int column) {
        if (cell instanceof CellValue.Exact exact) {
            int scale =
                    Math.max(columns.get(column).type().scale(), exact.number().scale());
            return exact.number().setScale(scale).toPlainString();
        }
        return cell.isNull() ? "NULL" : Style.onOneLine(cell.display());
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
