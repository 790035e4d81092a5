package dev.ducksheet.storage.duckdb;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.core.port.out.RowNames;
import dev.ducksheet.storage.duckdb.LogWords.ImageShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The images of one version in its log entry: {@code [shape, updated, inserted, deleted]}, the last two only if there is such a row. Rows that were updated are
 * [[name cells of a column], …, [cells before], …, [cells after], …]; those that came or went have their names and, if
 * the changed rows do not tell them already, their cells. Of very many rows there is only the number of each kind, since
 * they are apart: see {@link ImageParts}. What is not kept is {@code ["omitted", table, why]}, other columns of a table
 * are {@code ["reshaped", table, [kept columns]]}.
 *
 * @param apart says of which shape the images are if they are apart
 */
record LogImages(Images images, Optional<ImageShape> apart) {
    static final LogImages NONE = new LogImages(Images.none(), Optional.empty());

    private static final String OMITTED = "omitted";
    private static final String RESHAPED = "reshaped";

    /** Says whether images are kept apart from the log. */
    static boolean isApart(Images.OfRows images) {
        return images.rows() > Change.MAX_BASE_ROWS;
    }

    static ImageShape shape(Images.OfRows images) {
        if (images.inserted().rows().size() + images.deleted().rows().size() == 0) { // as most are
            return new ImageShape(
                    images.table(),
                    images.updated().rows().columns(),
                    images.updated().columns(),
                    List.of());
        }
        var names = List.of(
                        images.updated().rows(),
                        images.inserted().rows(),
                        images.deleted().rows())
                .stream()
                .map(RowNames::columns)
                .filter(columns -> !columns.isEmpty())
                .findFirst()
                .orElse(List.of());
        var whole = images.inserted().columns().isEmpty()
                ? images.deleted().columns()
                : images.inserted().columns();
        return new ImageShape(images.table(), names, images.updated().columns(), whole);
    }

    static void write(JsonGenerator json, Decision decision, LogWords words) throws IOException {
        var images = decision instanceof Decision.Changed changed ? changed.images() : Images.none();
        if (images instanceof Images.OfRows rows) {
            write(json, rows, areTold(((Decision.Changed) decision).change()), words);
        } else if (images instanceof Images.Omitted omitted) {
            json.writeStartArray();
            json.writeString(OMITTED);
            json.writeString(omitted.table());
            json.writeString(omitted.why());
            json.writeEndArray();
        } else if (images instanceof Images.Reshaped reshaped) {
            json.writeStartArray();
            json.writeString(RESHAPED);
            json.writeString(reshaped.table());
            json.writeStartArray();
            for (var column : reshaped.kept()) {
                json.writeString(column);
            }
            json.writeEndArray();
            json.writeEndArray();
        } else {
            json.writeNull();
        }
    }

    /** Says whether the changed rows of a version are the rows that came, or those that went, in their order. */
    private static boolean areTold(Change change) {
        return change.rowsOmitted() == 0
                && (change.event() instanceof Event.RowsDeleted
                        || (change.event() instanceof Event.RowsInserted inserted && inserted.updated() == 0));
    }

    private static void write(JsonGenerator json, Images.OfRows images, boolean told, LogWords words)
            throws IOException {
        json.writeStartArray();
        json.writeNumber(words.number(shape(images)));
        if (isApart(images)) {
            json.writeNumber(images.updated().rows().size());
            json.writeNumber(images.inserted().rows().size());
            json.writeNumber(images.deleted().rows().size());
        } else {
            var updated = images.updated();
            write(json, updated.rows(), List.of(updated.before(), updated.after()));
            if (images.rows() > updated.rows().size()) {
                writeWhole(json, images.inserted(), told);
                writeWhole(json, images.deleted(), told);
            }
        }
        json.writeEndArray();
    }

    private static void writeWhole(JsonGenerator json, Images.Whole rows, boolean told) throws IOException {
        write(json, rows.rows(), told ? List.of() : List.of(rows.cells()));
    }

    private static void write(JsonGenerator json, RowNames names, List<List<CellColumn>> cells) throws IOException {
        if (names.size() == 0) {
            json.writeNull();
            return;
        }
        json.writeStartArray();
        json.writeNumber(names.size());
        for (var column : names.cells()) {
            write(json, column);
        }
        for (var columns : cells) {
            for (var column : columns) {
                write(json, column);
            }
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, CellColumn column) throws IOException {
        json.writeStartArray();
        for (int i = 0; i < column.size(); i++) {
            CellJson.write(json, column.get(i));
        }
        json.writeEndArray();
    }

    /**
     * Reads images; the parser is at their first token.
     *
     * @param changes the changed rows, which may tell the rows that came or went
     */
    static LogImages read(JsonParser json, List<ChangedRow> changes, LogWords words) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return NONE;
        }
        if (json.nextToken() == JsonToken.VALUE_STRING) {
            return new LogImages(unlisted(json), Optional.empty());
        }
        var shape = words.imageShape(json.getIntValue());
        if (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            json.nextToken();
            json.nextToken();
            CellJson.expect(json, JsonToken.END_ARRAY);
            return new LogImages(new Images.Omitted(shape.table(), "its rows are many"), Optional.of(shape));
        }
        var updated = updated(shape, Columns.read(json));
        if (json.nextToken() == JsonToken.END_ARRAY) {
            return new LogImages(Images.OfRows.of(shape.table(), updated), Optional.empty());
        }
        var inserted = whole(shape, Columns.read(json), changes);
        json.nextToken();
        var deleted = whole(shape, Columns.read(json), changes);
        CellJson.expect(json, JsonToken.END_ARRAY);
        return new LogImages(new Images.OfRows(shape.table(), updated, inserted, deleted), Optional.empty());
    }

    private static Images unlisted(JsonParser json) throws IOException {
        var kind = json.getText();
        var table = json.nextTextValue();
        if (kind.equals(OMITTED)) {
            var why = json.nextTextValue();
            CellJson.expect(json, JsonToken.END_ARRAY);
            return new Images.Omitted(table, why);
        }
        CellJson.expect(json, JsonToken.START_ARRAY);
        var kept = new ArrayList<String>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            kept.add(json.getText());
        }
        CellJson.expect(json, JsonToken.END_ARRAY);
        return new Images.Reshaped(table, kept);
    }

    private static Images.Updated updated(ImageShape shape, Columns read) {
        if (read.size() == 0) {
            return Images.Updated.none();
        }
        int names = shape.names().size();
        int written = shape.written().size();
        return new Images.Updated(
                new RowNames(read.size(), shape.names(), read.of(0, names)),
                shape.written(),
                read.of(names, names + written),
                read.of(names + written, names + 2 * written));
    }

    private static Images.Whole whole(ImageShape shape, Columns read, List<ChangedRow> changes) {
        if (read.size() == 0) {
            return Images.Whole.none();
        }
        int names = shape.names().size();
        var cells = read.columns().size() > names
                ? read.of(names, read.columns().size())
                : told(changes.subList(0, read.size()), shape.whole().size());
        return new Images.Whole(new RowNames(read.size(), shape.names(), read.of(0, names)), shape.whole(), cells);
    }

    private static List<CellColumn> told(List<ChangedRow> rows, int columns) {
        var cells = new ArrayList<CellColumn>();
        for (int c = 0; c < columns; c++) {
            int place = c;
            cells.add(CellColumn.of(
                    rows.stream().map(row -> row.cells().get(place)).toList()));
        }
        return cells;
    }

    /** The columns of the rows of one kind. */
    private record Columns(int size, List<CellColumn> columns) {
        static Columns read(JsonParser json) throws IOException {
            var columns = new ArrayList<CellColumn>();
            if (json.currentToken() == JsonToken.VALUE_NULL) {
                return new Columns(0, columns);
            }
            int size = json.nextIntValue(0);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                var cells = new ArrayList<CellValue>(size);
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    cells.add(CellJson.read(json));
                }
                columns.add(CellColumn.of(cells));
            }
            return new Columns(size, columns);
        }

        List<CellColumn> of(int from, int to) {
            return columns.subList(from, to);
        }
    }
}
