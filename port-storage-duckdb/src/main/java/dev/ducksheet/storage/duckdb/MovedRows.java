package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Table;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that got another row id by being written: DuckDB updates an indexed column by deleting and inserting. Keeps
 * the ids that a transaction gave out good for as long as it lasts.
 */
final class MovedRows {
    private final Map<String, Moves> moves = new HashMap<>();

    /** The moves within one table. */
    private static final class Moves {
        private final Map<Long, Long> placeOf = new HashMap<>();
        private final Map<Long, Long> nameOf = new HashMap<>();
    }

    /** Returns where rows are that were given out as {@code names}. */
    long[] places(Table table, long[] names) {
        var moved = moves.get(table.name());
        return moved == null ? names : translated(names, moved.placeOf);
    }

    /** Returns under which names rows were given out that are at {@code places}. */
    long[] names(Table table, long[] places) {
        var moved = moves.get(table.name());
        return moved == null ? places : translated(places, moved.nameOf);
    }

    private static long[] translated(long[] ids, Map<Long, Long> translation) {
        return Arrays.stream(ids).map(id -> translation.getOrDefault(id, id)).toArray();
    }

    /**
     * Notes where rows went; rows of the same content are alike.
     *
     * @param places where they were
     * @param contents what they hold now
     * @param newPlaces where rows appeared
     * @param newContents what these hold
     */
    void note(
            Table table,
            long[] places,
            List<List<CellValue>> contents,
            long[] newPlaces,
            List<List<CellValue>> newContents) {
        Map<List<CellValue>, Deque<Long>> appeared = new HashMap<>();
        for (int i = 0; i < newPlaces.length; i++) {
            appeared.computeIfAbsent(newContents.get(i), content -> new ArrayDeque<>())
                    .add(newPlaces[i]);
        }
        var moved = moves.computeIfAbsent(table.name(), name -> new Moves());
        for (int i = 0; i < places.length; i++) {
            var found = appeared.get(contents.get(i));
            if (found == null || found.isEmpty()) {
                throw new IllegalStateException("a written row of table " + table.name() + " is not to be found");
            }
            move(moved, places[i], found.remove());
        }
    }

    private static void move(Moves moved, long from, long to) {
        var name = moved.nameOf.remove(from);
        moved.placeOf.put(name == null ? from : name, to);
        moved.nameOf.put(to, name == null ? from : name);
    }
}
