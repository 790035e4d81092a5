package dev.ducksheet.queue.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Version;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The field {@code data} of an entry of {@code response_duck}: the change, with its rows grouped by sheet so that names
 * stand once.
 */
final class ChangeCodec {
    private ChangeCodec() {}

    static String encode(Change change) {
        var data = WireJson.object()
                .put("version", change.version().number())
                .put("update_id", change.updateId().toString())
                .put("table", change.sheet())
                .put("column", change.column())
                .put("editor", change.editor())
                .put("at", change.at().toString())
                .put("rows", change.rowsChanged());
        EventCodec.write(data, change.event());
        var groups = data.putArray("changes");
        for (int from = 0; from < change.rows().size(); ) {
            int to = from + 1;
            while (to < change.rows().size()
                    && sameShape(change.rows().get(from), change.rows().get(to))) {
                to++;
            }
            groups.add(group(change.rows().subList(from, to)));
            from = to;
        }
        return WireJson.text(data);
    }

    private static boolean sameShape(ChangedRow a, ChangedRow b) {
        return a.sheet().equals(b.sheet())
                && a.column().equals(b.column())
                && a.columns().equals(b.columns())
                && a.gone() == b.gone();
    }

    private static ObjectNode group(List<ChangedRow> rows) {
        var first = rows.get(0);
        var group = WireJson.object().put("table", first.sheet()).put("column", first.column());
        if (first.gone()) {
            group.put("gone", true);
        }
        var columns = group.putArray("columns");
        first.columns().forEach(columns::add);
        var cells = group.putArray("rows");
        rows.forEach(row -> {
            var list = cells.addArray();
            row.cells().forEach(cell -> list.add(WireJson.cell(cell)));
        });
        return group;
    }

    static Change decode(String text) {
        var data = WireJson.parse("data", text);
        try {
            return new Change(
                    new Version(WireJson.number(data, "version")),
                    UpdateId.parse(WireJson.text(data, "update_id"))
                            .orElseThrow(() -> new UndecodableException("\"update_id\" is no UUID")),
                    WireJson.text(data, "table"),
                    WireJson.text(data, "column"),
                    WireJson.text(data, "editor"),
                    Instant.parse(WireJson.text(data, "at")),
                    WireJson.number(data, "rows"),
                    rows(data),
                    EventCodec.read(data));
        } catch (DateTimeException e) {
            throw new UndecodableException("\"at\" is no time: " + e.getMessage());
        }
    }

    private static List<ChangedRow> rows(JsonNode data) {
        var rows = new ArrayList<ChangedRow>();
        for (var group : WireJson.list(data, "changes")) {
            String sheet = WireJson.text(group, "table");
            String column = WireJson.text(group, "column");
            boolean gone = group.path("gone").booleanValue();
            var columns = List.copyOf(WireJson.texts(group, "columns"));
            for (var row : WireJson.list(group, "rows")) {
                var cells = new ArrayList<CellValue>(columns.size());
                row.forEach(cell -> cells.add(WireJson.cell("rows", cell)));
                rows.add(new ChangedRow(sheet, column, columns, cells, gone));
            }
        }
        return rows;
    }
}
