package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.model.CellValue;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of spreading through the core. */
class SpreadingExamplesTest {

    static List<SpreadingExample> examples() {
        return SpreadingExample.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_edited_total_is_spread_as_the_example_says(SpreadingExample example) {
        var store = new InMemoryWorkbookStore();
        example.load(store);
        try (var core = CoreDriver.over(store)) {
            if (example.sharedHold() != null) {
                core.hold("leaf", "amount", example.sharedHold());
            }
            var before = core.column("leaf", "amount");

            var outcome = core.submit(core.editOf(example));

            if (example.refusal() == null) {
                assertThat(outcome).isInstanceOf(Outcome.Applied.class);
                assertThat(core.column("leaf", "amount")).isEqualTo(example.after());
                assertThat(totalOf(core)).isEqualTo(example.total());
            } else {
                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Refused.class,
                                refused ->
                                        assertThat(refused.refusal().reason()).isEqualTo(example.refusal()));
                assertThat(core.column("leaf", "amount")).isEqualTo(before);
            }
        }
    }

    private static CellValue totalOf(CoreDriver core) {
        return core.rows("tree", "grouping_set_id = 3").get(0).get(3);
    }
}
