package dev.ducksheet.core.spread;

import static dev.ducksheet.core.spread.SpreadMethod.EQUAL;
import static dev.ducksheet.core.spread.SpreadMethod.EQUAL_INCREMENT;
import static dev.ducksheet.core.spread.SpreadMethod.PROPORTIONAL;
import static dev.ducksheet.core.spread.SpreadMethod.WEIGHTED_INCREMENT;
import static dev.ducksheet.core.spread.SpreadResult.Undefined.Reason.NOT_FINITE;
import static dev.ducksheet.core.spread.SpreadResult.Undefined.Reason.SUM_TO_ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.spread.SpreadResult.Overflow;
import dev.ducksheet.core.spread.SpreadResult.Undefined;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is different about a DOUBLE column. */
final class DoubleSpreadTest {
    private static final Tree TWO_NODES = Tree.of(new int[] {0, 0});
    private static final double MAX = Double.MAX_VALUE;

    @Test
    void shares_that_are_numbers_come_out_as_such() {
        assertThat(spread(PROPORTIONAL, 300, 10, 30, 60)).containsExactly(30, 90, 180);
        assertThat(spread(EQUAL, 300, 180, 20)).containsExactly(150, 150);
        assertThat(spread(EQUAL_INCREMENT, 300, 180, 20)).containsExactly(230, 70);
        assertThat(spread(WEIGHTED_INCREMENT, 300, 10, 30, 60)).containsExactly(30, 90, 180);
    }

    @Test
    void the_last_leaf_in_order_takes_the_residue() {
        double third = 100.0 / 3;
        assertThat(spread(EQUAL, 100, 1, 1, 1)).containsExactly(third, third, 100 - 2 * third);
        var leaves = Leaves.of(DoubleAmounts.of(1, 1, 1)).inOrder(LeafOrder.of(new long[] {3, 2, 1}));
        var plan = plan(EQUAL, 100, leaves, Tree.flat());
        assertThat(numbers(plan)).containsExactly(100 - 2 * third, third, third);
        assertThat(((SpreadResult.Plan) plan).remainder()).containsExactly(Given.bits(0));
    }

    @Test
    void a_leaf_that_weighs_nothing_takes_no_residue() {
        double third = 100.0 / 3;
        assertThat(spread(PROPORTIONAL, 100, 1, 1, 1, 0)).containsExactly(third, third, 100 - 2 * third, 0);
    }

    @Test
    void a_null_stays_null_beside_weights_and_gets_an_equal_part_else() {
        var leaves = Leaves.of(new DoubleAmounts(new double[] {Double.NaN, 2}, Given.bits(0)));
        assertThat(plannedNulls(plan(PROPORTIONAL, 8, leaves, Tree.flat()))).isEqualTo(Given.bits(0));
        assertThat(numbers(plan(EQUAL, 8, leaves, Tree.flat()))).containsExactly(4, 4);
        assertThat(plannedNulls(plan(EQUAL, 8, leaves, Tree.flat()))).isEqualTo(Given.bits());
    }

    @Test
    void held_leaves_keep_their_values() {
        var leaves = Leaves.of(DoubleAmounts.of(0.1, 0.2, 0.3)).holding(Given.bits(0));
        assertThat(numbers(plan(EQUAL, 1.1, leaves, Tree.flat()))).containsExactly(0.1, 0.5, 0.5);
    }

    @Test
    void each_level_sums_to_its_target() {
        var leaves = Leaves.of(DoubleAmounts.of(1, 1, 1, 4)).under(new int[] {0, 0, 0, 1});
        var plan = (SpreadResult.Plan) plan(PROPORTIONAL, 70, leaves, TWO_NODES);
        assertThat(((DoubleAmounts) TWO_NODES.totals(1, leaves, plan.values())).numbers())
                .containsExactly(30, 40);
    }

    @Test
    void an_exact_column_can_be_the_reference() {
        var leaves = Leaves.of(DoubleAmounts.of(7, 7, 7, 7));
        var wide = new WideAmounts(new BigInteger[] {BigInteger.ONE, null, BigInteger.TWO, BigInteger.ONE});
        assertThat(numbers(plan(PROPORTIONAL, 4, leaves.weighedBy(wide), Tree.flat())))
                .containsExactly(1, 0, 2, 1);
        assertThat(numbers(plan(PROPORTIONAL, 8, leaves.weighedBy(LongAmounts.of(1, 0, 2, 1)), Tree.flat())))
                .containsExactly(2, 0, 4, 2);
    }

    @Test
    void a_double_reference_of_an_exact_column_counts_to_its_last_bit() {
        assertThat(spreadBy(1, 0.1, Math.nextUp(0.1), 0.1)).containsExactly(0L, 1L, 0L);
    }

    @Test
    void a_double_reference_keeps_its_ratios_and_signs() {
        assertThat(spreadBy(10, 0.5, 3, 1.5)).containsExactly(1L, 6L, 3L);
        assertThat(spreadBy(4, -1, 3)).containsExactly(-2L, 6L);
        assertThat(spreadBy(3, Double.MIN_NORMAL / 2, Double.MIN_NORMAL)).containsExactly(1L, 2L);
    }

    @Test
    void a_double_reference_may_range_over_all_magnitudes() {
        assertThat(spreadBy(12, Double.MIN_VALUE, 1e308, 0, -Double.MIN_VALUE)).containsExactly(0L, 12L, 0L, 0L);
    }

    @Test
    void weights_that_cancel_out_are_refused() {
        assertThat(plan(PROPORTIONAL, 1, Leaves.of(DoubleAmounts.of(0.1, 0.2, -0.1, -0.2)), Tree.flat()))
                .isEqualTo(new Undefined(SUM_TO_ZERO, 0, 0));
    }

    @Test
    void nan_and_infinity_are_refused() {
        for (double odd : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
            var leaves = Leaves.of(DoubleAmounts.of(1, odd)).under(new int[] {0, 1});
            assertThat(plan(EQUAL, 1, leaves, TWO_NODES)).isEqualTo(new Undefined(NOT_FINITE, 1, 1));
            assertThat(plan(EQUAL, 1, leaves.holding(Given.bits(1)), TWO_NODES))
                    .isEqualTo(new Undefined(NOT_FINITE, 1, 1));
        }
    }

    @Test
    void an_infinite_total_is_refused() {
        var leaves = Leaves.of(DoubleAmounts.of(MAX, MAX)).under(new int[] {1, 1});
        assertThat(plan(PROPORTIONAL, 1, leaves, TWO_NODES)).isEqualTo(new Undefined(NOT_FINITE, 0, 0));
        var beside = Leaves.of(DoubleAmounts.of(MAX, MAX, 1)).under(new int[] {1, 1, 0});
        assertThat(plan(PROPORTIONAL, 1, beside, TWO_NODES)).isEqualTo(new Undefined(NOT_FINITE, 0, 0));
        var light = Leaves.of(DoubleAmounts.of(1, 2)).weighedBy(DoubleAmounts.of(MAX, MAX));
        assertThat(plan(PROPORTIONAL, 1, light, Tree.flat())).isEqualTo(new Undefined(NOT_FINITE, 0, 0));
    }

    @Test
    void a_leaf_that_would_be_infinite_is_named() {
        var leaves = Leaves.of(DoubleAmounts.of(1, 1e10, -1e10)).under(new int[] {0, 1, 1});
        assertThat(plan(PROPORTIONAL, MAX, Leaves.of(DoubleAmounts.of(1, 1e10, -1e10)), Tree.flat()))
                .isEqualTo(new Overflow(1, CellValue.of(Double.POSITIVE_INFINITY)));
        assertThat(plan(EQUAL_INCREMENT, MAX, Leaves.of(DoubleAmounts.of(-MAX, -1, 1)), Tree.flat()))
                .isEqualTo(new Overflow(0, CellValue.of(Double.POSITIVE_INFINITY)));
        assertThat(plan(PROPORTIONAL, MAX, leaves, TWO_NODES)).isInstanceOf(SpreadResult.Plan.class);
        var infiniteLast = Leaves.of(DoubleAmounts.of(2, -1)).inOrder(LeafOrder.of(new long[] {2, 1}));
        assertThat(plan(PROPORTIONAL, MAX, infiniteLast, Tree.flat()))
                .isEqualTo(new Overflow(0, CellValue.of(Double.POSITIVE_INFINITY)));
    }

    @Test
    void a_share_whose_product_leaves_the_range_is_computed_all_the_same() {
        assertThat(spread(PROPORTIONAL, 1e300, 2e300, 6e300)).containsExactly(2.5e299, 7.5e299);
        assertThat(spread(PROPORTIONAL, 4e-300, 1e-300, 1e-300)).containsExactly(2e-300, 2e-300);
    }

    @Test
    void the_current_total_changes_nothing() {
        assertThat(spread(PROPORTIONAL, 0.6, 0.1, 0.2, 0.3)).containsExactly(0.1, 0.2, 0.3);
        assertThat(spread(WEIGHTED_INCREMENT, 0.6, 0.1, 0.2, 0.3)).containsExactly(0.1, 0.2, 0.3);
    }

    @Test
    void an_empty_total_that_becomes_zero_shows_zero() {
        var leaves = Leaves.of(new DoubleAmounts(new double[] {5, 5}, Given.bits(0, 1)));
        assertThat(plannedNulls(plan(PROPORTIONAL, 0, leaves, Tree.flat()))).isEqualTo(Given.bits());
        assertThat(numbers(plan(PROPORTIONAL, 0, leaves, Tree.flat()))).containsExactly(0, 0);
    }

    @Test
    void exact_amounts_and_infinite_targets_are_mistakes() {
        assertThatThrownBy(() -> plan(EQUAL, 1, Leaves.of(LongAmounts.of(1)), Tree.flat()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan(EQUAL, Double.NaN, Leaves.of(DoubleAmounts.of(1)), Tree.flat()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }

    /** Spreads over an exact column by a double reference. */
    private static List<Long> spreadBy(long target, double... weights) {
        var leaves = Leaves.of(LongAmounts.of(new long[weights.length])).weighedBy(DoubleAmounts.of(weights));
        return new Given(leaves, Tree.flat(), new ColumnType.Whole(64)).spread(PROPORTIONAL, target);
    }

    private static double[] spread(SpreadMethod method, double target, double... values) {
        return numbers(plan(method, target, Leaves.of(DoubleAmounts.of(values)), Tree.flat()));
    }

    private static SpreadResult plan(SpreadMethod method, double target, Leaves leaves, Tree tree) {
        return DoubleSpread.plan(method, target, leaves, tree);
    }

    private static double[] numbers(SpreadResult result) {
        return ((DoubleAmounts) ((SpreadResult.Plan) result).values()).numbers();
    }

    private static BitSet plannedNulls(SpreadResult result) {
        return ((DoubleAmounts) ((SpreadResult.Plan) result).values()).nulls();
    }
}
