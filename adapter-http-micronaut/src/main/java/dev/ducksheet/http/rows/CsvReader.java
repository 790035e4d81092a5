package dev.ducksheet.http.rows;

import dev.ducksheet.core.model.CellValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads CSV as RFC 4180 has it, with a header line; line ends of any kind. Nothing between the commas is an empty cell,
 * and {@code ""} an empty text, as {@link CsvRows} writes them.
 */
public final class CsvReader {
    private final String text;
    private int at;
    private int line = 1;

    private CsvReader(String text) {
        this.text = text;
    }

    /**
     * Returns the rows, each with the cells of all columns, as texts.
     *
     * @throws MalformedCsvException if a line has more or fewer cells than the header, or quotes do not match
     */
    public static List<Map<String, CellValue>> read(String text) {
        return new CsvReader(text).rows();
    }

    private List<Map<String, CellValue>> rows() {
        if (text.isBlank()) {
            throw new MalformedCsvException("the body is empty; send a header line and a line for each row");
        }
        var names = header();
        var rows = new ArrayList<Map<String, CellValue>>();
        while (at < text.length()) {
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
            rows.add(row);
        }
        return rows;
    }

    private List<String> header() {
        var names = line().stream().map(CsvReader::name).toList();
        var seen = new HashSet<String>();
        for (var name : names) {
            if (name.isBlank() || !seen.add(name)) {
                throw new MalformedCsvException("the header names "
                        + (name.isBlank() ? "a column without a name" : "\"" + name + "\" twice")
                        + "; give each column its name once");
            }
        }
        return names;
    }

    private static String name(CellValue cell) {
        return cell.isNull() ? "" : cell.display();
    }

    /** Reads one line with its end. */
    private List<CellValue> line() {
        var cells = new ArrayList<CellValue>();
        cells.add(cell());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            cells.add(cell());
        }
        endLine();
        return cells;
    }

    private void endLine() {
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        line++;
    }

    private CellValue cell() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '"') {
                throw new MalformedCsvException("line " + line + " has a quote within a cell; put the whole cell in"
                        + " quotes and double those in it");
            }
            at++;
        }
        return start == at ? CellValue.none() : CellValue.of(text.substring(start, at));
    }

    private CellValue quoted() {
        int start = line;
        var cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                if (at < text.length() && text.charAt(at) == '"') {
                    at++;
                } else {
                    requireEnd();
                    return CellValue.of(cell.toString());
                }
            }
            line += c == '\n' ? 1 : 0;
            cell.append(c);
        }
        throw new MalformedCsvException("a quote that begins on line " + start + " does not end");
    }

    private void requireEnd() {
        if (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            throw new MalformedCsvException(
                    "line " + line + " goes on behind a closing quote; double the quotes in a" + " cell");
        }
    }
}
