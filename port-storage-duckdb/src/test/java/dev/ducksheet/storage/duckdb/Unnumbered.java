package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.port.in.ReadHistory;
import dev.ducksheet.testkit.CoreDriver;
import java.util.List;
import java.util.TreeMap;

/** What is told to users, in text and without the numbers of rows: each store counts its own way. */
final class Unnumbered {
    private Unnumbered() {}

    /** Facts are told in the order of their names, since that of a map depends on how it was filled. */
    static String outcome(Outcome outcome) {
        if (!(outcome instanceof Outcome.Refused refused)) {
            return text(outcome);
        }
        var refusal = refused.refusal();
        return text(List.of(
                refused.id(),
                refusal.reason(),
                refusal.field(),
                refusal.detail(),
                new TreeMap<>(refusal.facts()),
                refusal.rows()));
    }

    static List<String> history(CoreDriver core, ReadHistory.Question question) {
        var found = (ReadHistory.Answer.Found) core.workbook().readHistory().history(question);
        return found.entries().stream().map(Unnumbered::text).toList();
    }

    private static String text(Object any) {
        return any.toString().replaceAll("_row_id ?= ?(Exact\\[number=\\d+\\]|\\d+)", "_row_id");
    }
}
