package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.storage.duckdb.LogWords.Topic;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.Requests;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a log says again and again is kept once, as far as there is room. */
final class LogWordsTest {
    private final LogWords words = new LogWords(
            IntStream.range(1, LogWords.MOST_TOPICS)
                    .mapToObj(i -> new Topic("refused", "editor " + i, "sales", "quantity"))
                    .toList(),
            List.of(),
            List.of());

    private static Decision by(String editor) {
        var update = CellUpdate.of(
                        "sales", "quantity", new Operation.Set(CellValue.of(1)), CoreDriver.where("product_id = 9"))
                .by(editor);
        var refusal = new Outcome.Refused(Requests.id(1), Refusal.of(Reason.NO_MATCH, "/condition", "none"));
        return new Decision.Unchanged(new Request.UpdateCell(Requests.id(1), update), refusal, Instant.EPOCH);
    }

    private String written(Decision decision) {
        return CellJson.text(json -> LogEntry.write(json, decision, words));
    }

    @Test
    void editors_for_whom_there_is_no_room_are_written_out_and_read_as_they_were() {
        for (var editor : List.of("editor 1", "the last", "one \"too\" many é", "", "one \"too\" many é")) {
            var decision = by(editor);
            var entry = CellJson.read(written(decision), json -> LogEntry.read(json, new Version(1), words, true));

            assertThat(entry.topic()).isEqualTo(new Topic("refused", editor, "sales", "quantity"));
            assertThat(entry.outcome()).isEqualTo(decision.outcome());
        }
        assertThat(written(by("editor 1"))).contains(",0,").doesNotContain("editor");
        assertThat(written(by("the last"))).contains("," + (LogWords.MOST_TOPICS - 1) + ",");
        assertThat(written(by("another"))).contains("\"another\"");
    }
}
