package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.cli.e2e.History.Sent;
import dev.ducksheet.cli.e2e.History.Told;
import dev.ducksheet.core.model.CellValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The checker finds what it is there to find. */
class HistoryTest {
    private final ThreeUpdates played = new ThreeUpdates();
    private final List<Sent> sent = played.sent();
    private final List<LoggedChange> log = played.log();
    private final List<Map<String, CellValue>> leaves = played.leaves();
    private final List<Map<String, CellValue>> totals = played.totals();

    private List<String> wrongs() {
        var history = new History(ThreeUpdates.TREE);
        sent.forEach(history::sent);
        log.forEach(history::logged);
        return history.check(leaves, totals);
    }

    @Test
    void a_history_in_order_is_found_in_order() {
        assertThat(wrongs()).isEmpty();
    }

    @Test
    void a_lost_update_is_found() {
        log.remove(2);

        assertThat(wrongs()).anyMatch(wrong -> wrong.contains("c was told to be version 3, but is lost"));
    }

    @Test
    void an_update_lost_in_the_middle_is_found() {
        log.remove(1);

        assertThat(wrongs()).contains("version 3 follows 1");
    }

    @Test
    void an_update_done_twice_is_found() {
        log.add(ThreeUpdates.as(4, log.get(2)));

        assertThat(wrongs())
                .contains("c was applied twice, as version 3 and 4")
                .contains("update " + log.get(2).updateId() + " is in the log as version 3 and 4");
    }

    @Test
    void updates_in_another_order_are_found() {
        Collections.swap(log, 0, 1);

        assertThat(wrongs()).contains("version 2 follows 0", "version 1 follows 2");
    }

    @Test
    void updates_in_another_order_under_the_versions_of_the_first_are_found() {
        var second = log.get(1);
        log.set(1, ThreeUpdates.as(2, log.get(2)));
        log.set(2, ThreeUpdates.as(3, second));

        assertThat(wrongs()).anyMatch(wrong -> wrong.startsWith("version 2 should have made leaf 3 501"));
    }

    @Test
    void an_update_that_nobody_asked_for_is_found() {
        sent.remove(1);

        assertThat(wrongs()).contains("nobody asked for version 2");
    }

    @Test
    void a_refused_update_that_was_applied_is_found() {
        sent.set(0, new Sent("a", sent.get(0).edit(), new Told.Refused("stale")));

        assertThat(wrongs()).contains("a was refused, but applied as version 1");
    }

    @Test
    void an_accepted_update_that_is_lost_is_found() {
        sent.add(new Sent("d", Edit.OfLeaf.of(1, Edit.Op.SET, 1), new Told.Accepted("id")));

        assertThat(wrongs()).contains("d was told Accepted[updateId=id], but is null");
    }

    @Test
    void a_request_without_an_answer_may_be_there_or_not() {
        sent.set(2, new Sent("c", sent.get(2).edit(), new Told.Nothing()));
        sent.add(new Sent("d", Edit.OfLeaf.of(1, Edit.Op.SET, 1), new Told.Nothing()));

        assertThat(wrongs()).isEmpty();
    }

    @Test
    void a_second_answer_that_differs_from_the_first_is_found() {
        sent.add(new Sent("a", sent.get(0).edit(), new Told.Applied(3, "id")));

        assertThat(wrongs()).anyMatch(wrong -> wrong.startsWith("a was told Applied[version=1"));
    }

    @Test
    void a_spread_half_done_is_found_in_the_log() {
        var spread = log.get(1);
        var rows = new ArrayList<>(spread.rows());
        rows.removeIf(row -> row.sheet().equals("leaf") && row.cells().get("id").equals(CellValue.of(1)));
        log.set(1, new LoggedChange(2, spread.updateId(), "b", "tree", "amount", rows));

        assertThat(wrongs()).anyMatch(wrong -> wrong.startsWith("version 2 should have spread 1003 under [S0, B0]"));
    }

    @Test
    void a_spread_half_done_is_found_in_the_table() {
        with(leaves, 0, CellValue.of(100));

        assertThat(wrongs()).anyMatch(wrong -> wrong.startsWith("the leaves are {1=100"));
    }

    @Test
    void a_rollup_that_disagrees_with_its_leaves_is_found() {
        with(totals, 0, CellValue.of(100));

        assertThat(wrongs()).anyMatch(wrong -> wrong.startsWith("the rollup shows 100 for [S0"));
    }

    @Test
    void a_missing_rollup_row_is_found() {
        totals.remove(0);

        assertThat(wrongs()).contains("the rollup has 13 rows instead of 14");
    }

    private static void with(List<Map<String, CellValue>> rows, int place, CellValue amount) {
        rows.get(place).put("amount", amount);
    }
}
