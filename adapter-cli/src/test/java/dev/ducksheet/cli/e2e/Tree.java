package dev.ducksheet.cli.e2e;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.port.out.WorkbookLoader;
import dev.ducksheet.testkit.Cells;
import dev.ducksheet.testkit.Workbooks;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The shape of a workbook for load: a table of leaves, their rollup by supplier, brand and family.
 *
 * @param suppliers how many; each has as many {@code brands}, each of them as many {@code families} with {@code leaves}
 */
record Tree(ColumnType type, int suppliers, int brands, int families, int leaves) {
    /** The levels, coarse to fine. */
    static final List<String> LEVELS = List.of("supplier", "brand", "family");

    /** The id of the last leaf; the first is 1. */
    int size() {
        return suppliers * brands * families * leaves;
    }

    void load(WorkbookLoader loader) {
        var rows = new ArrayList<List<CellValue>>();
        for (int id = 1; id <= size(); id++) {
            var path = path(id);
            rows.add(Cells.row(path.get(0), path.get(1), path.get(2), 100, 1));
        }
        Workbooks.tree(loader, type, rows);
    }

    /** Returns the amounts that {@link #load} gives, by id. */
    Map<Integer, BigDecimal> amounts() {
        var amounts = new LinkedHashMap<Integer, BigDecimal>();
        for (int id = 1; id <= size(); id++) {
            amounts.put(id, BigDecimal.valueOf(100));
        }
        return amounts;
    }

    /** Returns the finest node of a leaf. */
    List<String> path(int id) {
        int place = (id - 1) / leaves;
        return List.of("S" + place / (brands * families), "B" + place / families % brands, "F" + place % families);
    }

    int randomLeaf(SplittableRandom random) {
        return 1 + random.nextInt(size());
    }

    /** Returns a node of any level. */
    List<String> randomNode(SplittableRandom random) {
        return path(randomLeaf(random)).subList(0, 1 + random.nextInt(LEVELS.size()));
    }

    /** Returns an edit of a leaf or a node; one in ten names a leaf that is not there and is refused. */
    Edit randomEdit(SplittableRandom random) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> Edit.OfLeaf.of(randomLeaf(random), Edit.Op.SET, random.nextInt(1, 1_000_000));
            case 4, 5, 6 -> Edit.OfLeaf.of(randomLeaf(random), Edit.Op.ADD, random.nextInt(1, 1000));
            case 7, 8 -> Edit.OfNode.of(randomNode(random), random.nextInt(1, 10_000_000));
            default -> Edit.OfLeaf.of(size() + 1, Edit.Op.SET, 1);
        };
    }

    /** Says whether an edit finds something to edit. */
    boolean matches(Edit edit) {
        return !(edit instanceof Edit.OfLeaf leaf) || leaf.id() <= size();
    }
}
