package dev.ducksheet.storage.duckdb;

import java.util.List;
import java.util.Set;

/**
 * One query as DuckDB's parser understood it.
 *
 * @param text without comments and semicolons, its parameters written {@code $1}, {@code $2}, …
 * @param parameters their names in that order; numbers, if they were told by their places
 * @param sheets the tables, rollups and views that it reads, by their names in the catalogue: the one place that knows
 *     them, so that who may read what is decided by it, before anything runs
 * @param functions that it calls, in small letters
 */
record ParsedQuery(String text, List<String> parameters, Set<String> sheets, Set<String> functions) {
    ParsedQuery {
        parameters = List.copyOf(parameters);
        sheets = Set.copyOf(sheets);
        functions = Set.copyOf(functions);
    }
}
