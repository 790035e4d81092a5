package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The distinct ones among some lists of cells.
 *
 * @param cells each once, as they first come
 * @param placeOf for each of the lists the place of its like in {@code cells}
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these records
record Distinct(List<List<CellValue>> cells, int[] placeOf) {

    static Distinct of(List<List<CellValue>> all) {
        var places = new LinkedHashMap<List<CellValue>, Integer>();
        var placeOf = new int[all.size()];
        for (int i = 0; i < placeOf.length; i++) {
            placeOf[i] = places.computeIfAbsent(all.get(i), cells -> places.size());
        }
        return new Distinct(List.copyOf(places.keySet()), placeOf);
    }

    /** Returns the places of what these numbers stand for. */
    int[] placesOf(int[] numbers) {
        var places = new int[numbers.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = placeOf[numbers[i]];
        }
        return places;
    }
}
