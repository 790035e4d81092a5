package dev.ducksheet.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.http.json.Schemas;
import java.io.IOException;

/** What tables, rollups and views are, in JSON. */
final class SheetDocuments {
    private SheetDocuments() {}

    static void write(JsonGenerator json, Sheet sheet) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", sheet.name());
        json.writeStringField("kind", kind(sheet));
        if (sheet instanceof Table table) {
            Schemas.writeIdentity(json, table);
        }
        if (sheet instanceof Rollup rollup) {
            Schemas.write(json, rollup.definition());
        }
        Schemas.writeColumns(json, sheet.columns());
        json.writeEndObject();
    }

    private static String kind(Sheet sheet) {
        if (sheet instanceof Table) {
            return "table";
        }
        return sheet instanceof Rollup ? "rollup" : "view";
    }
}
