package dev.ducksheet.csv;

import dev.ducksheet.core.model.CellValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV as RFC 4180 has it, with a header line; line ends of any kind. Nothing between the commas is an empty cell,
 * and {@code ""} an empty text. Each row has the cells of all columns, as texts; one row at a time is kept. Used by one
 * thread; who opened the reader closes it.
 *
 * <p>Reading fails with {@link MalformedCsvException} if a line has more or fewer cells than the header or quotes do not
 * match, and with {@link UncheckedIOException} if the reader fails.
 */
public final class CsvReader implements Iterator<Map<String, CellValue>> {
    /** A quote that does not end would else fill the memory with the rest of a file. */
    private static final int MAX_CELL = 1 << 20;

    private static final int END = -1;
    private static final int BYTE_ORDER_MARK = '\uFEFF';

    private final Reader text;
    private final List<String> names;
    private int next;
    private int line = 1;
    private @Nullable Map<String, CellValue> ahead;

    /**
     * Reads the header.
     *
     * @throws MalformedCsvException if there is none, or a column has no name of its own
     */
    public CsvReader(Reader text) {
        this.text = text instanceof BufferedReader ? text : new BufferedReader(text);
        next = read();
        if (next == BYTE_ORDER_MARK) {
            next = read();
        }
        names = header();
    }

    @Override
    public boolean hasNext() {
        if (ahead == null) {
            ahead = readRow();
        }
        return ahead != null;
    }

    @Override
    public Map<String, CellValue> next() {
        var row = ahead == null ? readRow() : ahead;
        ahead = null;
        if (row == null) {
            throw new NoSuchElementException();
        }
        return row;
    }

    private int read() {
        try {
            return text.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> header() {
        while (next == '\r' || next == '\n') {
            endLine();
        }
        if (next == END) {
            throw new MalformedCsvException("there is nothing in it; give a header line and a line for each row");
        }
        var read = line().stream().map(CsvReader::name).toList();
        var seen = new HashSet<String>();
        for (var name : read) {
            if (name.isBlank() || !seen.add(name)) {
                throw new MalformedCsvException("the header names "
                        + (name.isBlank() ? "a column without a name" : "\"" + name + "\" twice")
                        + "; give each column its name once");
            }
        }
        return read;
    }

    private static String name(CellValue cell) {
        return cell.isNull() ? "" : cell.display();
    }

    /** Reads the next row, over empty lines; nothing at the end. A line of one empty cell is a row of one column. */
    private @Nullable Map<String, CellValue> readRow() {
        while (next != END) {
            int start = line;
            var cells = line();
            if (cells.size() == 1 && names.size() > 1 && cells.get(0).isNull()) {
                continue;
            }
            if (cells.size() != names.size()) {
                throw new MalformedCsvException("line " + start + " has " + cells.size() + " cells, and the header "
                        + names.size() + "; quote cells with commas or line ends in them");
            }
            var row = new LinkedHashMap<String, CellValue>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), cells.get(i));
            }
            return row;
        }
        return null;
    }

    /** Reads one line with its end. */
    private List<CellValue> line() {
        var cells = new ArrayList<CellValue>();
        cells.add(cell());
        while (next == ',') {
            next = read();
            cells.add(cell());
        }
        endLine();
        return cells;
    }

    private void endLine() {
        if (next == '\r') {
            next = read();
        }
        if (next == '\n') {
            next = read();
        }
        line++;
    }

    private boolean isEndOfCell() {
        return next == END || next == ',' || next == '\r' || next == '\n';
    }

    private CellValue cell() {
        if (next == '"') {
            return quoted();
        }
        var cell = new StringBuilder();
        while (!isEndOfCell()) {
            if (next == '"') {
                throw new MalformedCsvException("line " + line + " has a quote within a cell; put the whole cell in"
                        + " quotes and double those in it");
            }
            take(cell, line);
        }
        return cell.isEmpty() ? CellValue.none() : CellValue.of(cell.toString());
    }

    private CellValue quoted() {
        int start = line;
        var cell = new StringBuilder();
        next = read();
        while (next != END) {
            if (next == '"') {
                next = read();
                if (next != '"') {
                    requireEndOfCell();
                    return CellValue.of(cell.toString());
                }
            }
            line += next == '\n' ? 1 : 0;
            take(cell, start);
        }
        throw new MalformedCsvException("a quote that begins on line " + start + " does not end");
    }

    private void take(StringBuilder cell, int start) {
        if (cell.length() == MAX_CELL) {
            throw new MalformedCsvException("a cell that begins on line " + start + " has more than " + MAX_CELL
                    + " characters; maybe a quote is missing");
        }
        cell.append((char) next);
        next = read();
    }

    private void requireEndOfCell() {
        if (!isEndOfCell()) {
            throw new MalformedCsvException(
                    "line " + line + " goes on behind a closing quote; double the quotes in a cell");
        }
    }
}
