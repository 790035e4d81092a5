package dev.ducksheet.core.spread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.spread.Scenario.Leaf;
import dev.ducksheet.core.spread.Scenario.Measure;
import dev.ducksheet.testkit.Seeded;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of a spread whatever it is given. */
final class SpreadPropertiesTest {
    private static final int RUNS = 2000;

    @ParameterizedTest
    @EnumSource
    void a_spread_gives_what_the_book_says(Measure measure) {
        Seeded.check(RUNS, random -> {
            var scenario = Scenarios.of(random, measure);
            assertThat(outcome(scenario.plan())).isEqualTo(SpreadOracle.expected(scenario));
        });
    }

    @Test
    void leaves_sum_to_the_target_exactly() {
        Seeded.check(RUNS, random -> {
            var scenario = Scenarios.exact(random);
            scenario.planned().ifPresent(after -> assertThat(sum(after)).isEqualByComparingTo(scenario.target()));
        });
    }

    @Test
    void doubles_sum_to_the_target_within_one_ulp_per_leaf() {
        Seeded.check(RUNS, random -> {
            var scenario = Scenarios.of(random, Measure.DOUBLE);
            scenario.planned().ifPresent(after -> {
                double target = scenario.target().doubleValue();
                double magnitude = numbers(after)
                        .map(BigDecimal::abs)
                        .mapToDouble(BigDecimal::doubleValue)
                        .sum();
                double plainSum =
                        numbers(after).mapToDouble(BigDecimal::doubleValue).reduce(0, Double::sum);
                assertThat(Math.abs(plainSum - target))
                        .isLessThanOrEqualTo(after.size() * Math.ulp(Math.max(magnitude, Math.abs(target))));
            });
        });
    }

    @Test
    void every_share_is_within_one_unit_of_the_exact_one_at_its_level() {
        Seeded.check(RUNS, random -> {
            var scenario = Scenarios.exact(random);
            scenario.planned()
                    .ifPresent(after -> Family.all(scenario, after).stream()
                            .filter(family -> family.node()
                                            .before()
                                            .compareTo(family.node().after())
                                    != 0)
                            .forEach(family -> assertWithinOneUnit(scenario.method(), family)));
        });
    }

    @Test
    void reading_the_leaves_in_another_order_gives_the_same() {
        Seeded.check(RUNS, random -> {
            var scenario = Scenarios.any(random);
            var shuffled = scenario.shuffled(random);
            assertThat(byOrdinal(shuffled)).isEqualTo(byOrdinal(scenario));
        });
    }

    @Test
    void a_negated_target_negates_every_leaf() {
        Seeded.check(RUNS, random -> {
            var scenario = withoutHolds(Scenarios.any(random));
            if (!scenario.method().isIncrement() && isDecidedByWeights(scenario)) {
                var opposite = scenario.withTarget(scenario.target().negate()).planned();
                scenario.planned()
                        .ifPresent(after -> opposite.ifPresent(negated -> {
                            for (int leaf = 0; leaf < after.size(); leaf++) {
                                assertOpposite(scenario, after.get(leaf), negated.get(leaf));
                            }
                        }));
            }
        });
    }

    @Test
    void spreading_the_current_total_changes_nothing() {
        Seeded.check(RUNS, random -> {
            var drawn = Scenarios.any(random);
            var scenario = drawn.measure().isExact() ? drawn : withoutHolds(drawn);
            if (scenario.method().keepsCurrentTotal(scenario.isByReference()) && showsTotal(scenario)) {
                var held = scenario.leaves().stream().filter(Leaf::held).map(Leaf::value);
                var total = SpreadOracle.freeTotal(scenario).add(sum(held.toList()));
                assertThat(scenario.withTarget(total).plan()).isInstanceOfSatisfying(SpreadResult.Plan.class, plan -> {
                    assertThat(plan.changed().isEmpty()).isTrue();
                    assertThat(Scenario.list(plan.values())).isEqualTo(scenario.values());
                });
            }
        });
    }

    @Test
    void held_leaves_keep_their_values() {
        Seeded.check(RUNS, random -> {
            var scenario = Scenarios.any(random);
            scenario.planned()
                    .ifPresent(after -> IntStream.range(0, after.size())
                            .filter(leaf -> scenario.leaves().get(leaf).held())
                            .forEach(leaf -> assertThat(after.get(leaf))
                                    .isEqualTo(scenario.values().get(leaf))));
        });
    }

    @Test
    void changed_leaves_are_those_that_differ() {
        Seeded.check(RUNS, random -> {
            var scenario = Scenarios.any(random);
            if (scenario.plan() instanceof SpreadResult.Plan plan) {
                var after = Scenario.list(plan.values());
                assertThat(plan.changed().stream().boxed())
                        .containsExactlyElementsOf(IntStream.range(0, after.size())
                                .filter(leaf -> differ(
                                        after.get(leaf), scenario.values().get(leaf)))
                                .boxed()
                                .toList());
            }
        });
    }

    @Test
    void totals_are_those_of_the_leaves_below() {
        Seeded.check(RUNS, random -> {
            var scenario = Scenarios.any(random);
            var columns = scenario.columns();
            for (int level = 0; level <= scenario.parents().size(); level++) {
                var totals = Scenario.list(scenario.tree().totals(level, columns, columns.values()));
                for (int node = 0; node < totals.size(); node++) {
                    assertThat(totals.get(node))
                            .isEqualTo(scenario.measure().rounded(Family.total(scenario, level, node)));
                }
            }
        });
    }

    private static void assertWithinOneUnit(SpreadMethod method, Family family) {
        boolean equal = !method.isWeighted()
                || family.cells().stream().allMatch(cell -> cell.weight().signum() == 0);
        var total = equal
                ? BigDecimal.valueOf(family.cells().size())
                : family.node().weight();
        for (var cell : family.cells()) {
            var weight = equal ? BigDecimal.ONE : cell.weight();
            var exact = Rational.of(divided(method, family.node()))
                    .times(Rational.of(weight))
                    .over(Rational.of(total));
            assertThat(Rational.of(divided(method, cell)).minus(exact).abs()).isLessThan(Rational.ONE);
        }
    }

    /** Doubles may differ by what rounding takes, as a total that stays the same is not divided anew. */
    private static void assertOpposite(Scenario scenario, BigDecimal after, BigDecimal negated) {
        if (after == null || negated == null) {
            assertThat(negated).isEqualTo(after);
            return;
        }
        double slack = scenario.measure().isExact()
                ? 0
                : 4 * scenario.leaves().size() * Math.ulp(scenario.target().doubleValue());
        assertThat(negated.add(after).abs()).isLessThanOrEqualTo(new BigDecimal(slack));
    }

    private static BigDecimal divided(SpreadMethod method, Family.Cell cell) {
        return method.isIncrement() ? cell.after().subtract(cell.before()) : cell.after();
    }

    private static Object outcome(SpreadResult result) {
        return result instanceof SpreadResult.Plan plan ? Scenario.list(plan.values()) : result;
    }

    /** Returns what a scenario leads to, with leaves told by their ordinals. */
    private static Object byOrdinal(Scenario scenario) {
        var result = scenario.plan();
        if (result instanceof SpreadResult.Plan plan) {
            var levels = plan.remainder();
            return List.of(
                    byOrdinal(
                            scenario,
                            leaf -> String.valueOf(Scenario.list(plan.values()).get(leaf))),
                    byOrdinal(scenario, leaf -> levels.get(levels.size() - 1).get(leaf)),
                    levels.subList(0, levels.size() - 1));
        }
        if (result instanceof SpreadResult.Overflow overflow) {
            return List.of(scenario.leaves().get(overflow.leaf()).ordinal(), overflow.value());
        }
        return result;
    }

    private static <T> Map<Long, T> byOrdinal(Scenario scenario, IntFunction<T> ofLeaf) {
        var byOrdinal = new HashMap<Long, T>();
        for (int leaf = 0; leaf < scenario.leaves().size(); leaf++) {
            byOrdinal.put(scenario.leaves().get(leaf).ordinal(), ofLeaf.apply(leaf));
        }
        return byOrdinal;
    }

    /** Says whether no node keeps what it holds for want of weights that say how to divide its target. */
    private static boolean isDecidedByWeights(Scenario scenario) {
        var families = Family.all(scenario, scenario.values());
        if (scenario.isByReference()) {
            return scenario.leaves().stream()
                    .allMatch(leaf -> leaf.weight() != null && leaf.weight().signum() > 0);
        }
        if (!scenario.measure().isExact()) {
            return numbers(scenario.values()).noneMatch(value -> value.signum() < 0);
        }
        return families.stream().noneMatch(Family::cancelsOut);
    }

    private static Scenario withoutHolds(Scenario scenario) {
        return scenario.withLeaves(scenario.leaves().stream()
                .map(leaf -> new Leaf(leaf.value(), leaf.weight(), false, leaf.node(), leaf.ordinal()))
                .toList());
    }

    private static boolean showsTotal(Scenario scenario) {
        return scenario.leaves().stream().anyMatch(leaf -> !leaf.held())
                && scenario.leaves().stream().anyMatch(leaf -> leaf.value() != null);
    }

    private static boolean differ(BigDecimal a, BigDecimal b) {
        if (a == null || b == null) {
            return a != null || b != null;
        }
        return a.compareTo(b) != 0;
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return numbers(amounts).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Stream<BigDecimal> numbers(List<BigDecimal> amounts) {
        return amounts.stream().filter(Objects::nonNull);
    }
}
