package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.Leftovers;
import dev.ducksheet.core.model.Column;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the rows of a file that did not come into the table, as CSV. */
final class LeftoverFile {
    private final Session engine;
    private final DuckDbImports imports;
    private final Job job;

    LeftoverFile(Session engine, DuckDbImports imports, Job job) {
        this.engine = engine;
        this.imports = imports;
        this.job = job;
    }

    void write(Leftovers which, Path file) throws SQLException {
        var name = Sql.name(DuckDbImports.database(job.id()) + "_left");
        engine.execute("ATTACH IF NOT EXISTS "
                + Sql.literal(imports.stage(job.id()).toString()) + " AS " + name + " (READ_ONLY)");
        var columns = FileStaging.notedColumns(engine, name + ".");
        var rows = which == Leftovers.REJECTED ? rejected(columns, name + ".") : superseded(columns, name + ".");
        engine.execute("COPY (" + rows + ") TO " + Sql.literal(file.toString()) + " (FORMAT csv, HEADER)");
    }

    private String rejected(List<Column> columns, String database) {
        var late = imports.misfits(job.id());
        var more = Files.exists(late)
                ? "SELECT place, cell, reason FROM read_parquet(" + Sql.literal(late.toString()) + ")"
                : "";
        return new FileStaging.Rejects(columns, job.spec().merging()).sql(database, more);
    }

    private static String superseded(List<Column> columns, String database) {
        var cells = IntStream.range(0, columns.size())
                .mapToObj(i -> "r.c" + i + " AS " + Sql.name(columns.get(i).name()))
                .collect(Collectors.joining(", "));
        return "SELECT n.record, l.record AS superseded_by, " + cells + " FROM (" + numbered(database, "place")
                + ") n JOIN ("
                + numbered(database, "by_place") + ") l USING (cell) JOIN " + database
                + "rows r ON r.rowid = CAST(n.cell AS BIGINT) ORDER BY n.record";
    }

    /** Returns the numbers of the records of those that fell, or of those by which they did, beside the place of the former. */
    private static String numbered(String database, String place) {
        return FileStaging.Rejects.numbered(
                database,
                "(SELECT " + place + " AS place, CAST(place AS VARCHAR) AS cell, '' AS reason, '' AS text FROM "
                        + database + "fallen)");
    }
}
