package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.testkit.RandomSteps.Step;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The steps that are drawn do something to the workbook that was drawn, and are refused for many reasons. */
final class RandomStepsTest {

    @Test
    void many_steps_are_applied_and_many_refused_for_many_reasons() {
        var outcomes = new TreeMap<String, Integer>();
        for (long seed = 0; seed < 60; seed++) {
            var random = new SplittableRandom(seed);
            var workbook = RandomWorkbook.draw(random);
            var store = new InMemoryWorkbookStore();
            workbook.load(store);
            try (var core = CoreDriver.over(store)) {
                for (var step : RandomSteps.draw(random, workbook, 20)) {
                    outcomes.merge(name(take(core, step)), 1, Integer::sum);
                }
            }
        }
        assertThat(outcomes.get("Applied")).as("%s", outcomes).isGreaterThan(300);
        assertThat(outcomes.get("HoldPlaced")).as("%s", outcomes).isPositive();
        assertThat(outcomes.keySet()).as("%s", outcomes).hasSizeGreaterThan(10).doesNotContain("FAILED");
    }

    private static Outcome take(CoreDriver core, Step step) {
        if (step instanceof Step.Edit edit) {
            return core.submit(edit.update());
        }
        var holds = core.workbook().manageHolds();
        if (step instanceof Step.Place place) {
            return CoreDriver.outcome(holds.place(place.sheet(), place.column(), place.condition(), place.editor()));
        }
        var lift = (Step.Lift) step;
        var placed = holds.holds();
        var id = lift.placed() < placed.size() ? placed.get(lift.placed()).id() : Requests.id(lift.placed());
        return CoreDriver.outcome(holds.lift(id, lift.editor()));
    }

    private static String name(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused
                ? refused.refusal().reason().name()
                : outcome.getClass().getSimpleName();
    }
}
