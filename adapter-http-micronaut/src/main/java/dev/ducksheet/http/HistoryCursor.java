package dev.ducksheet.http;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadHistory.Place;
import dev.ducksheet.http.feed.Since;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import java.util.regex.Pattern;

/** Where a reading of the history goes on: the cursor of a version, or its number alone, and maybe the number of a row. */
final class HistoryCursor {
    private static final Pattern FORM = Pattern.compile("([0-9a-z]{1,32}-)?[1-9][0-9]{0,17}(\\.[0-9]{1,9})?");

    private HistoryCursor() {}

    static String write(Cursor head, Place place) {
        var version = new Cursor(head.epoch(), place.version()).toString();
        return place.row() == Place.ALL ? version : version + "." + place.row();
    }

    /** Reads what {@link #write} wrote of the present history, or ends the request. */
    static Place read(String name, String text, Cursor head) {
        if (!FORM.matcher(text).matches()) {
            throw Parameters.wrong(name + " takes what next_cursor was, not \"" + text + "\"");
        }
        int dot = text.indexOf('.');
        var version = dot < 0 ? text : text.substring(0, dot);
        return new Place(
                since(name, version, head).version(), dot < 0 ? Place.ALL : Integer.parseInt(text.substring(dot + 1)));
    }

    /** Reads a cursor of the present history; one of another ends the request. */
    static Cursor since(String name, String text, Cursor head) {
        var cursor = Since.read(name, text, head);
        if (!cursor.epoch().equals(head.epoch()) || cursor.version().isAfter(head.version())) {
            throw ofAnother(cursor, head);
        }
        return cursor;
    }

    /** Reads a version, there or not yet, of the present history; one of another ends the request. */
    static Version version(String name, String text, Cursor head) {
        var cursor = Since.read(name, text, head);
        if (!cursor.epoch().equals(head.epoch())) {
            throw ofAnother(cursor, head);
        }
        return cursor.version();
    }

    private static RuntimeException ofAnother(Cursor cursor, Cursor head) {
        return Problem.of(ProblemType.HISTORY_GONE, cursor + " is of another history of the workbook; begin without it")
                .fact("restart", CellValue.of(head.toString()))
                .exception();
    }
}
