package dev.ducksheet.cli.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.model.CellValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One update as the change log shows it. */
record LoggedChange(long version, String updateId, String editor, String sheet, String column, List<Row> rows) {

    /** A row as it is after the update. */
    record Row(String sheet, String column, Map<String, CellValue> cells) {}

    /** Returns the changes that elements of {@code GET /get_updates} tell; those of one change stand together. */
    static List<LoggedChange> of(JsonNode elements) {
        var changes = new ArrayList<LoggedChange>();
        for (var element : elements) {
            var mark = element.path("_change");
            long version = mark.path("version").asLong();
            if (changes.isEmpty() || changes.get(changes.size() - 1).version() != version) {
                changes.add(new LoggedChange(
                        version,
                        mark.path("update_id").asText(),
                        mark.path("editor").asText(),
                        mark.path("edited_table").asText(),
                        mark.path("edited_column").asText(),
                        new ArrayList<>()));
            }
            changes.get(changes.size() - 1)
                    .rows()
                    .add(new Row(
                            mark.path("table").asText(), mark.path("column").asText(), Json.row(element)));
        }
        return changes;
    }

    /** Returns what the wire should show of a change. */
    static LoggedChange of(Change change) {
        return new LoggedChange(
                change.version().number(),
                change.updateId().toString(),
                change.editor(),
                change.sheet(),
                change.column(),
                change.rows().stream().map(LoggedChange::row).toList());
    }

    private static Row row(ChangedRow row) {
        var cells = new LinkedHashMap<String, CellValue>();
        for (int i = 0; i < row.columns().size(); i++) {
            cells.put(row.columns().get(i), row.cells().get(i));
        }
        return new Row(row.sheet(), row.column(), cells);
    }

    /** Returns this change under another id, to compare with that of another workbook. */
    LoggedChange withId(String id) {
        return new LoggedChange(version, id, editor, sheet, column, rows);
    }
}
