package dev.ducksheet.storage.duckdb;

import static dev.ducksheet.storage.duckdb.LoggedIds.ENOUGH_IN_GENERATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.testkit.Requests;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ids that come a little out of order are told from those that were decided, without reading the log. */
final class LoggedIdsTest {
    private final LoggedIds logged = new LoggedIds(Optional.of(id(1000)));

    private static UpdateId id(long number) {
        return Requests.id(number);
    }

    private static Decision decision(long number) {
        var refusal = Refusal.of(Reason.NO_MATCH, "/condition", "none");
        return new Decision.Unchanged(Requests.set(number), new Outcome.Refused(id(number), refusal), Instant.EPOCH);
    }

    /** Logs every second number of a range. */
    private void logEvery2nd(long from, long to) {
        var ids = LongStream.range(from, to)
                .filter(number -> number % 2 == 0)
                .mapToObj(LoggedIdsTest::id)
                .toList();
        logged.add(ids, ids.get(ids.size() - 1));
    }

    private List<UpdateId> mayHave(long... numbers) {
        return logged.mayHave(LongStream.of(numbers).mapToObj(LoggedIdsTest::id).toList());
    }

    @Test
    void of_what_was_logged_before_the_start_only_the_greatest_is_known() {
        assertThat(mayHave(7, 1000, 1001)).containsExactly(id(7), id(1000));
        assertThat(new LoggedIds(Optional.empty()).mayHave(List.of(id(1)))).isEmpty();
    }

    @Test
    void what_is_remembered_is_told_from_what_lies_between() {
        logEvery2nd(2000, 3000);

        assertThat(mayHave(1999, 2000, 2001, 2998, 2999, 3000)).containsExactly(id(2000), id(2998));
    }

    @Test
    void an_id_far_behind_the_newest_may_have_been_logged() {
        long numbers = 2L * ENOUGH_IN_GENERATION;
        logEvery2nd(2000, 2000 + numbers);
        logEvery2nd(2000 + numbers, 2000 + 2 * numbers);
        assertThat(mayHave(2001, 2001 + numbers)).isEmpty();

        logEvery2nd(2000 + 2 * numbers, 2002 + 2 * numbers); // and so the first generation is forgotten

        assertThat(mayHave(2001, 2000 + numbers - 1, 2000 + numbers, 2001 + numbers))
                .containsExactly(id(2001), id(2000 + numbers));
    }

    @Test
    void after_a_restart_the_log_tells_them(@TempDir Path folder) {
        var file = folder.resolve("a.duckdb");
        var asked = LongStream.range(0, 5000).mapToObj(LoggedIdsTest::id).toList();
        var outcomes = new HashMap<UpdateId, Outcome>();
        try (var store = Books.open(file)) {
            for (int batch = 0; batch < 4; batch++) {
                var decisions = LongStream.range(batch * 1200L, batch * 1200L + 600)
                        .mapToObj(LoggedIdsTest::decision)
                        .toList();
                decisions.forEach(it -> outcomes.put(it.request().id(), it.outcome()));
                try (var transaction = store.begin()) {
                    transaction.record(decisions);
                    transaction.commit(new QueuePosition(Integer.toString(batch)));
                }
            }
        }
        try (var store = Books.open(file);
                var transaction = store.begin()) {
            assertThat(transaction.decided(asked)).isEqualTo(outcomes);
            assertThat(transaction.decided(List.of(id(700), id(599)))).containsOnlyKeys(id(599));
        }
    }
}
