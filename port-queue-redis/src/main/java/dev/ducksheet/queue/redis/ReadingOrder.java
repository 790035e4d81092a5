package dev.ducksheet.queue.redis;

import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Table;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An entry of {@code import_duck}: the file of a job is to be read.
 *
 * @param id of this order; a job whose order got lost is ordered anew
 * @param job whose folder, beside the workbook, has the file
 * @param table as it is
 */
record ReadingOrder(String id, UpdateId job, Table table) {
    private static final String VERSION = "v";
    private static final String THIS_VERSION = "1";
    private static final String ID = "id";
    private static final String JOB = "job";
    private static final String TABLE = "table";

    static ReadingOrder of(UpdateId job, Table table) {
        return new ReadingOrder(UUID.randomUUID().toString(), job, table);
    }

    /** Returns the names and values of the entry. */
    List<String> fields() {
        var sheet = WireJson.text(CatalogCodec.table(table));
        return List.of(VERSION, THIS_VERSION, ID, id, JOB, job.toString(), TABLE, sheet);
    }

    /** Reads what {@link #fields} tells. */
    static ReadingOrder read(Map<String, String> fields) {
        if (!THIS_VERSION.equals(fields.get(VERSION))) {
            throw new UndecodableException("\"v\" is " + fields.get(VERSION) + ", and this version reads 1");
        }
        var job = UpdateId.parse(fields.getOrDefault(JOB, ""))
                .orElseThrow(() -> new UndecodableException("\"job\" is no id: " + fields.get(JOB)));
        var table = CatalogCodec.table(WireJson.parse(TABLE, fields.getOrDefault(TABLE, "")));
        return new ReadingOrder(fields.getOrDefault(ID, ""), job, table);
    }
}
