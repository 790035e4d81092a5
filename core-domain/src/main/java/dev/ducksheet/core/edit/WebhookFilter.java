package dev.ducksheet.core.edit;

import dev.ducksheet.core.condition.Condition;

/** About what a webhook is told. */
public sealed interface WebhookFilter {

    /** Everything in the workbook. */
    record Everything() implements WebhookFilter {}

    /** What happens to a table or rollup and its rows. */
    record OfSheet(String sheet) implements WebhookFilter {}

    /**
     * What happens to some rows of a table or rollup, as they are after an update; and what has no rows to look at.
     *
     * @param condition not bound to the columns' types
     */
    record OfRows(String sheet, Condition condition) implements WebhookFilter {}
}
