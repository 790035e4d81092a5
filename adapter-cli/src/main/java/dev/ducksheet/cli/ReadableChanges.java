package dev.ducksheet.cli;

import dev.ducksheet.cli.format.Style;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Changes for people: a line for each, and below it a line for each row. */
record ReadableChanges(PrintWriter out, Style style) implements ChangePrinter {
    private static final int MOST_ROWS = 50;

    @Override
    public void print(Change change) {
        out.println(style.bold(change.version() + "  " + what(change)) + "  "
                + Counts.of(change.rowsChanged(), "row")
                + style.faint("  " + text(change.editor()) + ", " + change.at()));
        change.rows().stream().limit(MOST_ROWS).forEach(this::print);
        int left = change.rows().size() - MOST_ROWS;
        if (left > 0) {
            out.println("    and " + Counts.of(left, "more row") + "; --json shows all");
        }
    }

    private static String what(Change change) {
        return change.event().isOfCells()
                ? text(change.sheet()) + "." + text(change.column())
                : text(change.sheet()) + " " + change.event().wireName().replace('_', ' ');
    }

    private void print(ChangedRow row) {
        String cells = IntStream.range(0, row.columns().size())
                .mapToObj(i -> cell(row, i))
                .collect(Collectors.joining(" "));
        out.println("    " + text(row.sheet()) + (row.gone() ? " (gone)  " : "  ") + cells);
    }

    private String cell(ChangedRow row, int i) {
        String name = row.columns().get(i);
        String cell = text(name) + "="
                + (row.cells().get(i).isNull()
                        ? "NULL"
                        : text(row.cells().get(i).display()));
        return name.equals(row.column()) ? style.green(cell) : cell;
    }

    private static String text(String text) {
        return Style.onOneLine(text);
    }
}
