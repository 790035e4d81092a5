package dev.ducksheet.core.model;

/**
 * One depth of a rollup that has rows: the first {@code depth} levels are shown, the finer ones are
 * added up, every axis is shown.
 *
 * @param depth the number of levels shown, at least 1
 * @param id what {@code grouping_set_id} shows: one bit for each level that is added up, the finest
 *     level lowest, as SQL's GROUPING_ID gives it
 */
public record GroupingSet(int depth, int id) {}
