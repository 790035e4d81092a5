package dev.ducksheet.core.application;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.in.ReadHistory.Cell;
import dev.ducksheet.core.port.in.ReadHistory.Kind;
import dev.ducksheet.core.port.in.ReadHistory.Touched;
import dev.ducksheet.core.port.out.Images;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of a version's images as one list: those that changed, then those that came, then those that went. */
final class ListedRows {
    private final Images.OfRows images;
    private final int inserted;
    private final int deleted;
    private final int size;

    ListedRows(Images.OfRows images) {
        this.images = images;
        this.inserted = images.updated().rows().size();
        this.deleted = inserted + images.inserted().rows().size();
        this.size = deleted + images.deleted().rows().size();
    }

    int size() {
        return size;
    }

    /** Returns by what a row is known. */
    Map<String, CellValue> name(int row) {
        if (row < inserted) {
            return images.updated().rows().name(row);
        }
        return row < deleted
                ? images.inserted().rows().name(row - inserted)
                : images.deleted().rows().name(row - deleted);
    }

    /** Says whether a column of the row was written. */
    boolean touches(int row, String column) {
        return row >= inserted || images.updated().columns().contains(column);
    }

    /** Returns what happened to a row, in one column or, if that is empty, in all. */
    Touched.Row row(int row, String column) {
        var kind = row < inserted ? Kind.UPDATED : row < deleted ? Kind.INSERTED : Kind.DELETED;
        return new Touched.Row(images.table(), name(row), kind, cells(row, kind, column));
    }

    private List<Cell> cells(int row, Kind kind, String wanted) {
        var whole = kind == Kind.INSERTED ? images.inserted() : images.deleted();
        var columns = kind == Kind.UPDATED ? images.updated().columns() : whole.columns();
        var cells = new ArrayList<Cell>();
        for (int c = 0; c < columns.size(); c++) {
            if (wanted.isEmpty() || wanted.equals(columns.get(c))) {
                cells.add(
                        switch (kind) {
                            case UPDATED ->
                                new Cell(
                                        columns.get(c),
                                        images.updated().before().get(c).get(row),
                                        images.updated().after().get(c).get(row));
                            case INSERTED ->
                                new Cell(
                                        columns.get(c),
                                        CellValue.none(),
                                        whole.cells().get(c).get(row - inserted));
                            case DELETED ->
                                new Cell(columns.get(c), whole.cells().get(c).get(row - deleted), CellValue.none());
                        });
            }
        }
        return cells;
    }
}
