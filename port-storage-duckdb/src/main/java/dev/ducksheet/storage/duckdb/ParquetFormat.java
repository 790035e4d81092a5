package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.FileReaders.UnreadableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Apache Parquet; its cells are read as text and fitted as those of any other file. */
final class ParquetFormat implements RowFormat {

    @Override
    public RowSelection select(Session engine, SpooledFile file, ImportSpec spec, Table table) throws SQLException {
        if (file.compression() != SpooledFile.Compression.NONE) {
            throw new UnreadableException("the Parquet file is compressed once more; send it as it is");
        }
        var source = "read_parquet(" + Sql.literal(file.path().toString()) + ")";
        var names = names(engine, source);
        var places = new FileColumns(table, spec).places(names);
        var brought = new ArrayList<Column>();
        var selected = new ArrayList<String>();
        for (int i = 0; i < places.length; i++) {
            if (places[i] != FileColumns.ABSENT) {
                selected.add("CAST(" + Sql.name(names.get(places[i])) + " AS VARCHAR) AS t" + brought.size());
                brought.add(table.columns().get(i));
            }
        }
        selected.add("CAST(NULL AS VARCHAR) AS odd");
        requireFlat(engine, source, selected);
        return new RowSelection(brought, "SELECT " + String.join(", ", selected) + " FROM " + source, 1);
    }

    private static List<String> names(Session engine, String source) {
        try {
            return engine.texts(Sql.of("SELECT column_name FROM (DESCRIBE SELECT * FROM " + source + ")"));
        } catch (SQLException e) {
            throw new UnreadableException("the file is no Parquet file, or not a whole one; write it anew");
        }
    }

    /** A cell is one value. */
    private static void requireFlat(Session engine, String source, List<String> selected) throws SQLException {
        var nested = engine.texts(Sql.of("SELECT column_name || ' is ' || column_type FROM (DESCRIBE SELECT * FROM "
                + source + ") WHERE regexp_matches(column_type, '^(STRUCT|MAP|UNION|BLOB)|\\]$')"));
        for (var column : nested) {
            var name = Sql.name(column.substring(0, column.lastIndexOf(" is ")));
            if (selected.stream().anyMatch(it -> it.startsWith("CAST(" + name + " AS"))) {
                throw new UnreadableException("column " + FileColumns.shown(column)
                        + ", and a cell is one text or number; leave it out, or write its parts as columns");
            }
        }
    }
}
