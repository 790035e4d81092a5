package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.core.port.out.RowNames;
import dev.ducksheet.storage.duckdb.LogWords.ImageShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** The images of a version of very many rows, packed in parts, so that all processors share the work. */
final class ImageParts {
    private static final int ROWS = 1 << 16;

    private static final int UPDATED = 0;
    private static final int INSERTED = 1;
    private static final int DELETED = 2;

    private ImageParts() {}

    /** A part as it stands in the table. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Part(Version version, int kind, int number, byte[] cells) {}

    static void append(Session session, List<Part> parts) throws SQLException {
        if (parts.isEmpty()) {
            return;
        }
        try (var images = session.appender("ducksheet", "image")) {
            for (var part : parts) {
                images.beginRow()
                        .append(part.version().number())
                        .append(part.kind())
                        .append(part.number())
                        .append(part.cells());
                images.endRow();
            }
            images.flush();
        }
    }

    /** Returns what packs the parts of images, one each. */
    static List<Callable<Part>> packing(Version version, Images.OfRows images, Catalog catalog) {
        var table = (Table) catalog.sheet(images.table()).orElseThrow();
        var parts = new ArrayList<Callable<Part>>();
        var updated = images.updated();
        addParts(
                parts,
                version,
                UPDATED,
                columns(table, updated.rows(), updated.columns(), updated.before(), updated.after()));
        addParts(parts, version, INSERTED, columns(table, images.inserted()));
        addParts(parts, version, DELETED, columns(table, images.deleted()));
        return parts;
    }

    /** A column to be packed. */
    private record Typed(ColumnType type, CellColumn cells) {}

    private static List<Typed> columns(Table table, Images.Whole whole) {
        return columns(table, whole.rows(), whole.columns(), whole.cells());
    }

    @SafeVarargs
    private static List<Typed> columns(
            Table table, RowNames names, List<String> columns, List<CellColumn>... cellsOfColumns) {
        var typed = new ArrayList<Typed>();
        addColumns(typed, table, names.columns(), names.cells());
        for (var cells : cellsOfColumns) {
            addColumns(typed, table, columns, cells);
        }
        return typed;
    }

    private static void addColumns(List<Typed> typed, Table table, List<String> names, List<CellColumn> cells) {
        IntStream.range(0, names.size())
                .forEach(i -> typed.add(
                        new Typed(table.column(names.get(i)).orElseThrow().type(), cells.get(i))));
    }

    private static void addParts(List<Callable<Part>> parts, Version version, int kind, List<Typed> columns) {
        int size = columns.isEmpty() ? 0 : columns.get(0).cells().size();
        for (int from = 0; from < size; from += ROWS) {
            int first = from;
            int to = Math.min(size, from + ROWS);
            parts.add(() -> new Part(version, kind, first / ROWS, packed(columns, first, to)));
        }
    }

    private static byte[] packed(List<Typed> columns, int from, int to) throws IOException {
        var bytes = new ByteArrayOutputStream(1 << 16);
        try (var out = new DataOutputStream(bytes)) {
            for (var column : columns) {
                PackedColumn.write(out, column.type(), column.cells(), from, to);
            }
        }
        return bytes.toByteArray();
    }

    /** Reads all images of a version. */
    static Images.OfRows read(Session session, Version version, ImageShape shape) throws SQLException {
        int names = shape.names().size();
        int written = shape.written().size();
        var updated = columns(session, version, UPDATED);
        var rows = updated.isEmpty()
                ? Images.Updated.none()
                : new Images.Updated(
                        names(shape, updated),
                        shape.written(),
                        updated.subList(names, names + written),
                        updated.subList(names + written, names + 2 * written));
        return new Images.OfRows(
                shape.table(),
                rows,
                whole(shape, columns(session, version, INSERTED)),
                whole(shape, columns(session, version, DELETED)));
    }

    private static RowNames names(ImageShape shape, List<CellColumn> columns) {
        return new RowNames(
                columns.get(0).size(),
                shape.names(),
                columns.subList(0, shape.names().size()));
    }

    private static Images.Whole whole(ImageShape shape, List<CellColumn> columns) {
        return columns.isEmpty()
                ? Images.Whole.none()
                : new Images.Whole(
                        names(shape, columns),
                        shape.whole(),
                        columns.subList(shape.names().size(), columns.size()));
    }

    private static List<CellColumn> columns(Session session, Version version, int kind) throws SQLException {
        var parts = new ArrayList<List<CellColumn>>();
        for (var cells : session.texts(Sql.of("""
                SELECT to_base64(cells) FROM workbook.ducksheet.image
                WHERE version = CAST(? AS BIGINT) AND kind = CAST(? AS INTEGER) ORDER BY part""", version.number(), kind))) {
            parts.add(unpacked(Base64.getDecoder().decode(cells)));
        }
        var columns = new ArrayList<CellColumn>();
        for (int c = 0; !parts.isEmpty() && c < parts.get(0).size(); c++) {
            int place = c;
            columns.add(PackedColumn.joined(
                    parts.stream().map(part -> part.get(place)).toList()));
        }
        return columns;
    }

    private static List<CellColumn> unpacked(byte[] cells) {
        var columns = new ArrayList<CellColumn>();
        try (var in = new DataInputStream(new ByteArrayInputStream(cells))) {
            while (in.available() > 0) {
                columns.add(PackedColumn.read(in));
            }
            return columns;
        } catch (IOException e) {
            throw new UncheckedIOException("Corrupt: images that cannot be read", e);
        }
    }
}
