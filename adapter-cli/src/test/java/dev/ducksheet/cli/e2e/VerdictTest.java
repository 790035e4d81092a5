package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.CellValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The verdict finds what it is there to find, and says what and where. */
class VerdictTest {
    private final ThreeUpdates played = new ThreeUpdates();
    private final List<LoggedChange> log = played.log();
    private final List<LoggedChange> shownToAna = new ArrayList<>(log);
    private final List<LoggedChange> shownToBob = new ArrayList<>(log);

    private List<String> wrongs() {
        try (var verdict = Verdict.of(ThreeUpdates.TREE)) {
            prepare(verdict);
            return verdict.check(log, played.leaves(), played.totals());
        }
    }

    private void prepare(Verdict verdict) {
        played.sent().forEach(verdict::sent);
        verdict.feeds().subscribed("ana");
        verdict.feeds().subscribed("bob");
        shownToAna.forEach(change -> verdict.feeds().shown("ana", change));
        shownToBob.forEach(change -> verdict.feeds().shown("bob", change));
    }

    @Test
    void nothing_is_wrong_where_nothing_went_wrong() {
        assertThat(wrongs()).isEmpty();
    }

    @Test
    void nothing_is_wrong_with_a_check_after_each_update_either() {
        try (var verdict = Verdict.of(ThreeUpdates.TREE)) {
            prepare(verdict);
            verdict.check(log, played.leaves(), played.totals());
            shownToAna.forEach(change -> assertThat(verdict.last()).isEqualTo(3));
            assertThat(verdict.check(List.of(), played.leaves(), played.totals()))
                    .isEmpty();
        }
    }

    @Test
    void a_lost_update_is_found() {
        log.remove(2);
        shownToAna.remove(2);

        assertThat(wrongs())
                .anyMatch(wrong -> wrong.contains("c was told to be version 3, but is lost"))
                .contains("bob was shown version 3, which the log does not have")
                .noneMatch(wrong -> wrong.startsWith("ana"));
    }

    @Test
    void an_update_in_the_log_a_second_time_is_found() {
        log.add(ThreeUpdates.as(4, log.get(2)));

        assertThat(wrongs())
                .contains("c was applied twice, as version 3 and 4")
                .contains("ana was not shown version 4 nor what follows it, up to 4");
    }

    @Test
    void an_update_that_took_effect_a_second_time_is_found_though_the_log_has_it_once() {
        row(played.leaves(), 2).merge("amount", CellValue.of(1), VerdictTest::plus);

        assertThat(wrongs())
                .anyMatch(wrong -> wrong.startsWith("the leaves are"))
                .anyMatch(wrong -> wrong.startsWith("leaf is"));
    }

    @Test
    void updates_in_another_order_than_their_senders_were_told_are_found() {
        var second = log.get(1);
        log.set(1, ThreeUpdates.as(2, log.get(2)));
        log.set(2, ThreeUpdates.as(3, second));

        assertThat(wrongs())
                .anyMatch(wrong -> wrong.startsWith("b was told Applied[version=2"))
                .anyMatch(wrong -> wrong.startsWith("c was told Applied[version=3"))
                .anyMatch(wrong -> wrong.startsWith("version 2 shows"));
    }

    @Test
    void a_spread_that_is_right_in_sum_and_wrong_in_its_parts_is_found() {
        var spread = log.get(1);
        var rows = new ArrayList<>(spread.rows());
        move(rows, 1, 2);
        log.set(1, new LoggedChange(2, spread.updateId(), "b", "tree", "amount", rows));

        assertThat(wrongs()).anyMatch(wrong -> wrong.startsWith("version 2 shows LoggedChange[version=2"));
    }

    @Test
    void a_version_that_a_subscriber_missed_is_found() {
        shownToAna.remove(1);

        assertThat(wrongs()).containsExactly("ana was shown version 3 before 2");
    }

    @Test
    void an_end_that_a_subscriber_missed_is_found() {
        shownToBob.remove(2);
        shownToBob.remove(1);

        assertThat(wrongs()).containsExactly("bob was not shown version 2 nor what follows it, up to 3");
    }

    @Test
    void a_subscriber_who_was_shown_nothing_is_found() {
        shownToAna.clear();

        assertThat(wrongs()).containsExactly("ana was not shown version 1 nor what follows it, up to 3");
    }

    @Test
    void a_version_that_a_subscriber_was_shown_twice_is_found() {
        shownToAna.add(1, shownToAna.get(0));

        assertThat(wrongs()).containsExactly("ana was shown version 1 a second time, or too late");
    }

    @Test
    void another_order_for_one_subscriber_is_found() {
        Collections.swap(shownToBob, 0, 1);

        assertThat(wrongs())
                .containsExactly(
                        "bob was shown version 2 before 1", "bob was shown version 1 a second time, or too late");
    }

    @Test
    void another_content_for_one_subscriber_is_found() {
        shownToBob.set(1, ThreeUpdates.as(2, log.get(0)));

        assertThat(wrongs()).singleElement().asString().startsWith("bob was shown LoggedChange[version=2");
    }

    private static Map<String, CellValue> row(List<Map<String, CellValue>> rows, int place) {
        return rows.get(place);
    }

    private static CellValue plus(CellValue one, CellValue other) {
        return CellValue.of(((CellValue.Exact) one).number().add(((CellValue.Exact) other).number()));
    }

    /** Takes 1 from one leaf and gives it to another. */
    private static void move(List<LoggedChange.Row> rows, int from, int to) {
        rows.replaceAll(row -> {
            int delta = !row.sheet().equals("leaf")
                    ? 0
                    : row.cells().get("id").equals(CellValue.of(from))
                            ? -1
                            : row.cells().get("id").equals(CellValue.of(to)) ? 1 : 0;
            var cells = new LinkedHashMap<>(row.cells());
            cells.computeIfPresent("amount", (name, amount) -> plus(amount, CellValue.of(delta)));
            return new LoggedChange.Row(row.sheet(), row.column(), cells);
        });
    }
}
