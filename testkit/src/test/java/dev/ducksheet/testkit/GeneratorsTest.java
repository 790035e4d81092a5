package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.testkit.RandomSteps.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The generators draw what they promise, and the same from the same seed. */
final class GeneratorsTest {

    @Test
    void the_same_seed_draws_the_same() {
        for (long seed = 0; seed < 50; seed++) {
            assertThat(steps(seed)).isEqualTo(steps(seed));
        }
        assertThat(steps(1)).isNotEqualTo(steps(2));
    }

    private static List<Object> steps(long seed) {
        var random = new SplittableRandom(seed);
        var workbook = RandomWorkbook.draw(random);
        return List.of(workbook, RandomSteps.draw(random, workbook, 20));
    }

    @Test
    void workbooks_of_every_shape_are_drawn() {
        var levels = new HashSet<Integer>();
        var axes = new HashSet<Integer>();
        var joins = new HashSet<Integer>();
        var types = new HashSet<String>();
        for (long seed = 0; seed < 300; seed++) {
            var workbook = RandomWorkbook.draw(new SplittableRandom(seed));
            workbook.rollups().forEach(rollup -> {
                levels.add(rollup.levels().size());
                axes.add(rollup.axes().size());
                joins.add(rollup.joins().size());
            });
            workbook.fact().columns().forEach(column -> types.add(column.type().sqlName()));
        }
        assertThat(levels).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(axes).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(joins).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(types).hasSize(13);
    }

    @Test
    void steps_of_every_kind_are_drawn() {
        var kinds = new HashSet<Class<?>>();
        var edits = new ArrayList<Step.Edit>();
        for (long seed = 0; seed < 100; seed++) {
            var random = new SplittableRandom(seed);
            for (var step : RandomSteps.draw(random, RandomWorkbook.draw(random), 20)) {
                kinds.add(step.getClass());
                if (step instanceof Step.Edit edit) {
                    edits.add(edit);
                }
            }
        }
        assertThat(kinds).containsExactlyInAnyOrder(Step.Edit.class, Step.Place.class, Step.Lift.class);
        assertThat(edits.stream()
                        .map(edit -> edit.update().operation().getClass())
                        .distinct())
                .hasSize(3);
        assertThat(edits.stream()
                        .map(edit -> edit.update().spreading().getClass())
                        .distinct())
                .hasSize(2);
        assertThat(edits.stream()
                        .map(edit -> edit.update().expectation().getClass())
                        .distinct())
                .hasSize(2);
        assertThat(edits.stream()
                        .map(edit -> edit.update().idempotency().getClass())
                        .distinct())
                .hasSize(2);
    }
}
