package dev.ducksheet.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.model.CellValue;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Cells in JSON. Exact numbers are numbers in plain notation, days and times are ISO strings. */
public final class Cells {
    /** What a cell is, in the words of a message. */
    public static final String EXPECTED = "a number within any column's range, a string, true, false or null";

    private Cells() {}

    /** Writes a cell. */
    public static void write(JsonGenerator json, CellValue cell) throws IOException {
        if (cell instanceof CellValue.Exact exact) {
            json.writeNumber(exact.number());
        } else if (cell instanceof CellValue.Floating floating) {
            writeDouble(json, floating.number());
        } else if (cell instanceof CellValue.Bool bool) {
            json.writeBoolean(bool.value());
        } else if (cell instanceof CellValue.Timestamp timestamp) {
            json.writeString(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(timestamp.time()));
        } else if (cell.isNull()) {
            json.writeNull();
        } else {
            json.writeString(cell.display());
        }
    }

    /** JSON has no NaN and no infinity: they are strings. */
    private static void writeDouble(JsonGenerator json, double number) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeString(Double.toString(number));
        }
    }

    /** Reads a cell, or nothing from an object, an array, or a number that no column could hold. */
    public static Optional<CellValue> read(Json json) {
        if (json instanceof Json.Num number) {
            return isFinite(number.digits())
                    ? CellValue.Exact.parse(number.digits()).map(CellValue.class::cast)
                    : Optional.empty();
        }
        if (json instanceof Json.Str text) {
            return Optional.of(CellValue.of(text.text()));
        }
        if (json instanceof Json.Word word) {
            return Optional.of(word == Json.Word.NULL ? CellValue.none() : CellValue.of(word == Json.Word.TRUE));
        }
        return Optional.empty();
    }

    private static boolean isFinite(String digits) {
        return Double.isFinite(Double.parseDouble(digits));
    }
}
