package dev.ducksheet.core.edit;

import dev.ducksheet.core.condition.Condition;

/**
 * A lock on leaves for one measure, shared by all users: in any spread of that measure they keep
 * their value. Plain sets are not kept out.
 *
 * @param id the id of the request that placed it
 * @param sheet the base table or rollup whose columns the condition names
 * @param column the column of the base table or the measure of the rollup
 */
public record Hold(UpdateId id, String sheet, String column, Condition condition, String editor) {}
