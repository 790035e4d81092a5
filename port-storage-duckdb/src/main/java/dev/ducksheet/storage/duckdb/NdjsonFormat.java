package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.ImportStore.UnreadableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.stream.Collectors;

/**
 * One JSON object on each line. The lines are kept first: the columns that the file brings are the members of all of its
 * objects. A member that an object lacks is empty.
 */
final class NdjsonFormat implements RowFormat {
    /** JSON has no such character, so that a line is never split. */
    private static final String NEVER = "\u0001";

    @Override
    public RowSelection select(Session engine, SpooledFile file, ImportSpec spec, Table table) throws SQLException {
        engine.execute("CREATE OR REPLACE TABLE lines AS SELECT line, CASE WHEN json_valid(line) THEN"
                + " json_type(line) ELSE 'NONE' END AS kind FROM read_csv("
                + Sql.literal(file.path().toString())
                + ", auto_detect = false, columns = {'line': 'VARCHAR'}, header = false, delim = '" + NEVER
                + "', quote = '', escape = '', compression = "
                + Sql.literal(file.compression().sql())
                + ", strict_mode = true, store_rejects = true, rejects_limit = 0) WHERE trim(line) <> ''");
        var names = engine.texts(Sql.of("SELECT DISTINCT name FROM (SELECT unnest(json_keys(line)) AS name FROM lines"
                + " WHERE kind = 'OBJECT') ORDER BY name"));
        if (names.isEmpty()) {
            throw new UnreadableException("the file has no JSON object on a line of its own; send one for each row");
        }
        var places = new FileColumns(table, spec).places(names);
        var brought = new ArrayList<Column>();
        var pointers = new ArrayList<String>();
        for (int i = 0; i < places.length; i++) {
            if (places[i] != FileColumns.ABSENT) {
                pointers.add(pointer(names.get(places[i])));
                brought.add(table.columns().get(i));
            }
        }
        return new RowSelection(brought, sql(pointers), 1);
    }

    private static String pointer(String name) {
        return Sql.literal("/" + name.replace("~", "~0").replace("/", "~1"));
    }

    private static String sql(java.util.List<String> pointers) {
        var list = pointers.stream().collect(Collectors.joining(", ", "[", "]"));
        var cells = new ArrayList<String>();
        for (int i = 0; i < pointers.size(); i++) {
            cells.add("CASE WHEN kind = 'OBJECT' THEN texts[" + (i + 1) + "] WHEN " + (i == 0) + " THEN line END AS t"
                    + i);
        }
        return "SELECT " + String.join(", ", cells) + ", CASE WHEN kind <> 'OBJECT' THEN 'the line is no JSON object'"
                + " WHEN list_has_any(kinds, ['OBJECT', 'ARRAY']) THEN 'a member is an object or an array; give a text"
                + " or a number' END AS odd FROM (SELECT line, kind, CASE WHEN kind = 'OBJECT' THEN"
                + " json_extract_string(line, " + list
                + ") END AS texts, CASE WHEN kind = 'OBJECT' THEN json_type(line, "
                + list + ") END AS kinds FROM lines)";
    }
}
