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
import dev.ducksheet.core.spread.SpreadResult.AllHeld;
import dev.ducksheet.core.spread.SpreadResult.NoLeaves;
import dev.ducksheet.core.spread.SpreadResult.Overflow;
import dev.ducksheet.core.spread.SpreadResult.Undefined;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of a spread over whole units, one by one. */
final class SpreadRulesTest {
    private static final Tree TWO_NODES = Tree.of(new int[] {0, 0});
    private static final ColumnType TINYINT = new ColumnType.Whole(8);
    private static final ColumnType HUGEINT = new ColumnType.Whole(128);

    @Nested
    final class Exactness {
        @Test
        void leaves_sum_to_the_target_to_the_last_unit() {
            assertThat(Given.leaves(1L, 1L, 1L, 3L).spread(PROPORTIONAL, 100)).containsExactly(17L, 17L, 16L, 50L);
        }

        @Test
        void largest_remainders_round_up() {
            assertThat(Given.leaves(47L, 16L, 158L, 61L, 120L, 31L).spread(PROPORTIONAL, 10))
                    .containsExactly(1L, 0L, 4L, 1L, 3L, 1L);
        }

        @Test
        void each_level_is_rounded_on_its_own() {
            var leaves = Given.leaves(1L, 1L, 1L, 2L, 2L, 2L).under(TWO_NODES, 0, 0, 0, 1, 1, 1);
            assertThat(leaves.totals(1, PROPORTIONAL, 5)).containsExactly(2L, 3L);
            assertThat(leaves.spread(PROPORTIONAL, 5)).containsExactly(1L, 1L, 0L, 1L, 1L, 1L);
        }

        @Test
        void amounts_beyond_64_bits_are_divided_exactly() {
            var huge = BigInteger.TEN.pow(30);
            var leaves = Leaves.of(new WideAmounts(new BigInteger[] {huge, null, huge.add(huge)}));
            var plan = (SpreadResult.Plan)
                    Spread.plan(PROPORTIONAL, huge.add(BigInteger.ONE), leaves, Tree.flat(), HUGEINT);
            assertThat(((WideAmounts) plan.values()).units())
                    .containsExactly(
                            new BigInteger("333333333333333333333333333334"),
                            null,
                            new BigInteger("666666666666666666666666666667"));
        }

        @Test
        void a_total_beyond_64_bits_of_leaves_within_is_divided_exactly() {
            var max = Long.MAX_VALUE;
            assertThat(Given.leaves(max, max, max - 2).spread(EQUAL_INCREMENT, max))
                    .containsExactly(max / 3 + 1, max / 3 + 1, max / 3 - 1);
        }
    }

    @Nested
    final class Signs {
        @Test
        void a_negated_total_negates_every_share() {
            var leaves = Given.leaves(3L, -1L, 7L, 2L);
            assertThat(leaves.spread(PROPORTIONAL, 100)).containsExactly(27L, -9L, 64L, 18L);
            assertThat(leaves.spread(PROPORTIONAL, -100)).containsExactly(-27L, 9L, -64L, -18L);
        }

        @Test
        void mixed_signs_follow_their_part_of_the_total() {
            assertThat(Given.leaves(-10L, 30L).spread(PROPORTIONAL, 40)).containsExactly(-20L, 60L);
        }

        @Test
        void a_negative_current_total_turns_the_signs_of_a_positive_target() {
            assertThat(Given.leaves(-10L, -30L, 20L).spread(PROPORTIONAL, 40)).containsExactly(20L, 60L, -40L);
        }

        @Test
        void negative_shares_are_rounded_down_before_remainders_are_compared() {
            assertThat(Given.leaves(-1L, 4L).spread(PROPORTIONAL, 1)).containsExactly(0L, 1L);
            assertThat(Given.leaves(-2L, 5L).spread(PROPORTIONAL, 1)).containsExactly(-1L, 2L);
        }

        @Test
        void a_decrease_is_divided_like_an_increase() {
            assertThat(Given.leaves(10L, 20L).spread(EQUAL_INCREMENT, 27)).containsExactly(8L, 19L);
            assertThat(Given.leaves(10L, 20L).spread(WEIGHTED_INCREMENT, 26)).containsExactly(9L, 17L);
        }
    }

    @Nested
    final class Ties {
        @Test
        void below_half_a_unit_the_larger_weight_rounds_up_first() {
            assertThat(Given.leaves(1L, 4L, 7L).spread(PROPORTIONAL, 4)).containsExactly(0L, 1L, 3L);
        }

        @Test
        void from_half_a_unit_on_the_smaller_weight_rounds_up_first() {
            assertThat(Given.leaves(3L, 1L).spread(PROPORTIONAL, 2)).containsExactly(1L, 1L);
            assertThat(Given.leaves(7L, 4L, 1L).spread(PROPORTIONAL, 8)).containsExactly(4L, 3L, 1L);
        }

        @Test
        void the_sign_of_a_weight_does_not_make_it_smaller() {
            assertThat(Given.leaves(-3L, 1L, 4L).spread(PROPORTIONAL, 1)).containsExactly(-2L, 1L, 2L);
        }

        @Test
        void equal_weights_round_up_in_leaf_order() {
            assertThat(Given.leaves(1L, 1L, 1L).inOrder(30, 10, 20).spread(PROPORTIONAL, 5))
                    .containsExactly(1L, 2L, 2L);
            assertThat(Given.leaves(9L, 9L, 9L).inOrder(5, -3, 0).spread(EQUAL, 4))
                    .containsExactly(1L, 2L, 1L);
        }

        @Test
        void sibling_nodes_round_up_in_the_order_of_their_index() {
            var leaves = Given.leaves(1L, 1L).under(TWO_NODES, 1, 0).inOrder(1, 2);
            assertThat(leaves.spread(PROPORTIONAL, 3)).containsExactly(1L, 2L);
        }

        @Test
        void leaf_order_is_not_asked_where_nothing_ties() {
            var leaves = Given.leaves(10L, 31L, 60L).inOrder(LeafOrder.lazily(() -> {
                throw new AssertionError("asked");
            }));
            assertThat(leaves.spread(PROPORTIONAL, 100)).containsExactly(10L, 31L, 59L);
        }

        @Test
        void a_lazy_leaf_order_is_ranked_once() {
            var asked = new AtomicInteger();
            var leaves = Given.leaves(1L, 1L, 1L).inOrder(LeafOrder.lazily(() -> {
                asked.incrementAndGet();
                return new long[] {2, 1, 0};
            }));
            assertThat(leaves.spread(PROPORTIONAL, 4)).containsExactly(1L, 1L, 2L);
            assertThat(asked).hasValue(1);
        }
    }

    @Nested
    final class Zeros {
        @Test
        void some_zeros_stay_zero() {
            assertThat(Given.leaves(0L, 1L).spread(WEIGHTED_INCREMENT, 10)).containsExactly(0L, 10L);
        }

        @Test
        void all_zeros_and_nulls_share_equally() {
            assertThat(Given.leaves(0L, null).spread(PROPORTIONAL, 7)).containsExactly(4L, 3L);
            assertThat(Given.leaves(null, null).spread(WEIGHTED_INCREMENT, 6)).containsExactly(3L, 3L);
        }

        @Test
        void children_that_are_all_zero_share_equally_whatever_their_size() {
            var leaves = Given.leaves(0L, null, 0L).under(TWO_NODES, 0, 1, 1);
            assertThat(leaves.spread(PROPORTIONAL, 8)).containsExactly(4L, 2L, 2L);
        }

        @Test
        void weights_that_are_all_zero_or_null_share_equally() {
            assertThat(Given.leaves(5L, null, 1L).weighedBy(0L, null, 0L).spread(PROPORTIONAL, 9))
                    .containsExactly(3L, 3L, 3L);
            assertThat(Given.leaves(5L, null, 1L).weighedBy(0L, null, 0L).spread(WEIGHTED_INCREMENT, 9))
                    .containsExactly(6L, 1L, 2L);
        }

        @Test
        void an_empty_total_that_becomes_zero_shows_zero() {
            for (var method : SpreadMethod.values()) {
                assertThat(Given.leaves(null, null).spread(method, 0)).containsExactly(0L, 0L);
                assertThat(Given.leaves(null, null).holding(0).spread(method, 0))
                        .containsExactly(null, 0L);
            }
        }

        @Test
        void nulls_beside_a_held_zero_are_no_empty_total() {
            assertThat(Given.leaves(0L, null).holding(0).spread(PROPORTIONAL, 0))
                    .containsExactly(0L, null);
        }
    }

    @Nested
    final class CancellingWeights {
        @Test
        void the_node_is_named() {
            var leaves = Given.leaves(0L, 5L, -5L).under(TWO_NODES, 0, 1, 1);
            assertThat(leaves.plan(PROPORTIONAL, 10)).isEqualTo(new Undefined(SUM_TO_ZERO, 1, 1));
            assertThat(leaves.plan(WEIGHTED_INCREMENT, 10)).isEqualTo(new Undefined(SUM_TO_ZERO, 1, 1));
        }

        @Test
        void equal_methods_do_not_mind() {
            assertThat(Given.leaves(5L, -5L).spread(EQUAL, 10)).containsExactly(5L, 5L);
            assertThat(Given.leaves(5L, -5L).spread(EQUAL_INCREMENT, 10)).containsExactly(10L, 0L);
        }

        @Test
        void a_node_that_keeps_its_total_of_zero_is_left_as_it_is() {
            var leaves = Given.leaves(5L, -5L, 10L).under(TWO_NODES, 0, 0, 1);
            assertThat(leaves.spread(PROPORTIONAL, 20)).containsExactly(5L, -5L, 20L);
        }

        @Test
        void a_reference_that_sums_to_zero_is_refused() {
            var leaves = Given.leaves(1L, 2L).weighedBy(5L, -5L);
            assertThat(leaves.plan(PROPORTIONAL, 4)).isEqualTo(new Undefined(SUM_TO_ZERO, 0, 0));
            assertThat(leaves.plan(WEIGHTED_INCREMENT, 4)).isEqualTo(new Undefined(SUM_TO_ZERO, 0, 0));
        }

        @Test
        void a_reference_decides_where_the_leaves_themselves_cancel_out() {
            assertThat(Given.leaves(5L, -5L).weighedBy(1L, 1L).spread(PROPORTIONAL, 4))
                    .containsExactly(2L, 2L);
            assertThat(Given.leaves(5L, -5L).weighedBy(1L, 1L).spread(WEIGHTED_INCREMENT, 4))
                    .containsExactly(7L, -3L);
        }

        @Test
        void a_reference_with_infinity_is_refused() {
            var leaves = Leaves.of(LongAmounts.of(1, 2))
                    .under(new int[] {0, 1})
                    .weighedBy(DoubleAmounts.of(1, Double.POSITIVE_INFINITY));
            assertThat(new Given(leaves, TWO_NODES, TINYINT).plan(PROPORTIONAL, 4))
                    .isEqualTo(new Undefined(NOT_FINITE, 1, 1));
        }

        @Test
        void a_reference_with_infinity_at_a_held_leaf_is_none_of_its_business() {
            var leaves = Leaves.of(LongAmounts.of(1, 2))
                    .weighedBy(DoubleAmounts.of(1, Double.POSITIVE_INFINITY))
                    .holding(Given.bits(1));
            assertThat(new Given(leaves, Tree.flat(), TINYINT).spread(PROPORTIONAL, 4))
                    .containsExactly(2L, 2L);
        }
    }

    @Nested
    final class Nulls {
        @Test
        void a_null_stays_null_beside_weights() {
            assertThat(Given.leaves(null, 2L).spread(PROPORTIONAL, 10)).containsExactly(null, 10L);
            assertThat(Given.leaves(null, 2L).spread(WEIGHTED_INCREMENT, 10)).containsExactly(null, 10L);
        }

        @Test
        void a_null_counts_zero_among_equals() {
            assertThat(Given.leaves(null, 2L).spread(EQUAL, 10)).containsExactly(5L, 5L);
            assertThat(Given.leaves(null, 2L).spread(EQUAL_INCREMENT, 10)).containsExactly(4L, 6L);
        }

        @Test
        void a_null_with_a_reference_weight_gets_its_share() {
            assertThat(Given.leaves(null, 2L).weighedBy(1L, 1L).spread(PROPORTIONAL, 10))
                    .containsExactly(5L, 5L);
            assertThat(Given.leaves(null, 2L).weighedBy(1L, 1L).spread(WEIGHTED_INCREMENT, 10))
                    .containsExactly(4L, 6L);
        }

        @Test
        void a_leaf_whose_reference_is_null_weighs_nothing() {
            assertThat(Given.leaves(null, 7L, 2L).weighedBy(null, null, 3L).spread(PROPORTIONAL, 10))
                    .containsExactly(null, 0L, 10L);
            assertThat(Given.leaves(null, 7L, 2L).weighedBy(null, null, 3L).spread(WEIGHTED_INCREMENT, 10))
                    .containsExactly(null, 7L, 3L);
        }

        @Test
        void a_null_with_a_share_too_small_for_a_unit_becomes_zero() {
            assertThat(Given.leaves(null, 2L).weighedBy(1L, 99L).spread(PROPORTIONAL, 10))
                    .containsExactly(0L, 10L);
        }
    }

    @Nested
    final class CurrentTotal {
        @Test
        void spreading_the_current_total_changes_nothing() {
            var leaves = Given.leaves(5L, null, -5L, 7L);
            for (var method : new SpreadMethod[] {PROPORTIONAL, EQUAL_INCREMENT, WEIGHTED_INCREMENT}) {
                assertThat(leaves.spread(method, 7)).containsExactly(5L, null, -5L, 7L);
                assertThat(leaves.planned(method, 7).changed().isEmpty()).isTrue();
            }
        }

        @Test
        void a_child_that_keeps_its_total_is_left_as_it_is() {
            var leaves = Given.leaves(null, 0L, 5L).under(TWO_NODES, 0, 0, 1);
            assertThat(leaves.spread(WEIGHTED_INCREMENT, 9)).containsExactly(null, 0L, 9L);
        }

        @Test
        void equal_evens_out_the_current_total() {
            assertThat(Given.leaves(5L, null, 7L).spread(EQUAL, 12)).containsExactly(4L, 4L, 4L);
        }

        @Test
        void a_reference_redistributes_the_current_total_under_proportional_only() {
            var leaves = Given.leaves(5L, null, 7L).weighedBy(1L, 2L, 3L);
            assertThat(leaves.spread(PROPORTIONAL, 12)).containsExactly(2L, 4L, 6L);
            assertThat(leaves.spread(WEIGHTED_INCREMENT, 12)).containsExactly(5L, null, 7L);
        }

        @Test
        void a_reference_that_sums_to_zero_leaves_the_current_total_and_all_below_as_it_is() {
            var leaves =
                    Given.leaves(1L, 2L, 3L, 4L).weighedBy(1L, 2L, -1L, -2L).under(TWO_NODES, 0, 0, 1, 1);
            assertThat(leaves.spread(PROPORTIONAL, 10)).containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Nested
    final class Holds {
        @Test
        void the_method_is_applied_among_the_free_leaves_alone() {
            var leaves = Given.leaves(10L, 20L, 30L).holding(1);
            assertThat(leaves.spread(EQUAL, 100)).containsExactly(40L, 20L, 40L);
            assertThat(leaves.spread(EQUAL_INCREMENT, 100)).containsExactly(30L, 20L, 50L);
            assertThat(leaves.spread(WEIGHTED_INCREMENT, 100)).containsExactly(20L, 20L, 60L);
        }

        @Test
        void a_node_without_free_leaves_takes_no_part() {
            var three = Tree.of(new int[] {0, 0, 0});
            var leaves = Given.leaves(1L, 1L, 1L, 1L).under(three, 0, 1, 1, 2).holding(0);
            assertThat(leaves.spread(EQUAL, 101)).containsExactly(1L, 25L, 25L, 50L);
            assertThat(leaves.totals(1, EQUAL, 101)).containsExactly(1L, 50L, 50L);
        }

        @Test
        void a_held_null_stays_null() {
            assertThat(Given.leaves(null, 4L, 4L).holding(0).spread(EQUAL, 6)).containsExactly(null, 3L, 3L);
        }

        @Test
        void all_held_is_refused_even_for_the_current_total() {
            assertThat(Given.leaves(1L, 2L).holding(0, 1).plan(PROPORTIONAL, 3)).isEqualTo(new AllHeld());
        }

        @Test
        void free_leaves_that_cancel_out_are_refused() {
            assertThat(Given.leaves(5L, -5L, 8L).holding(2).plan(PROPORTIONAL, 10))
                    .isEqualTo(new Undefined(SUM_TO_ZERO, 0, 0));
        }
    }

    @Nested
    final class Refusals {
        @Test
        void no_leaf_no_plan() {
            assertThat(Given.leaves(new Long[0]).plan(EQUAL, 3)).isEqualTo(new NoLeaves());
        }

        @Test
        void a_leaf_that_overflows_is_named() {
            assertThat(Given.leaves(20L, 100L).ofType(TINYINT).plan(PROPORTIONAL, 240))
                    .isEqualTo(new Overflow(1, CellValue.of(200)));
            assertThat(Given.leaves(20L, 100L).ofType(TINYINT).plan(PROPORTIONAL, -240))
                    .isEqualTo(new Overflow(1, CellValue.of(-200)));
        }

        @Test
        void of_several_overflows_the_first_in_leaf_order_is_named() {
            var leaves = Given.leaves(1L, 2L, 3L).ofType(TINYINT).inOrder(3, 2, 1);
            assertThat(leaves.plan(PROPORTIONAL, 1200)).isEqualTo(new Overflow(2, CellValue.of(600)));
        }

        @Test
        void the_bounds_of_the_column_are_no_overflow() {
            assertThat(Given.leaves(1L, 1L).ofType(TINYINT).spread(EQUAL, 254)).containsExactly(127L, 127L);
            assertThat(Given.leaves(1L, 1L).ofType(TINYINT).spread(EQUAL, -256)).containsExactly(-128L, -128L);
            assertThat(Given.leaves(1L).ofType(new ColumnType.Decimal(3, 1)).spread(EQUAL, -999))
                    .containsExactly(-999L);
        }

        @Test
        void one_unit_beyond_the_bounds_is_an_overflow() {
            assertThat(Given.leaves(1L, 1L).ofType(TINYINT).plan(EQUAL, 255)).isInstanceOf(Overflow.class);
            assertThat(Given.leaves(1L, 1L).ofType(TINYINT).plan(EQUAL, -257)).isInstanceOf(Overflow.class);
            assertThat(Given.leaves(1L).ofType(new ColumnType.Decimal(3, 1)).plan(EQUAL, -1000))
                    .isInstanceOf(Overflow.class);
        }

        @Test
        void an_overflow_beyond_64_bits_keeps_its_value() {
            var target = BigInteger.TWO.pow(80);
            var leaves = Leaves.of(LongAmounts.of(1));
            assertThat(Spread.plan(PROPORTIONAL, target, leaves, Tree.flat(), new ColumnType.Whole(64)))
                    .isEqualTo(new Overflow(0, new ColumnType.Whole(128).ofUnits(target)));
        }

        @Test
        void amounts_of_another_type_than_the_column_are_a_mistake() {
            assertThatThrownBy(() -> Given.leaves(1L).ofType(HUGEINT).plan(EQUAL, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("HUGEINT");
        }

        @Test
        void a_parent_that_does_not_exist_is_a_mistake() {
            assertThatThrownBy(() -> Tree.of(new int[] {0, 0}, new int[] {2}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no node 2 on level 1");
        }

        @Test
        void columns_of_different_length_are_a_mistake() {
            var leaves = Leaves.of(LongAmounts.of(1, 2));
            assertThatThrownBy(() -> leaves.weighedBy(LongAmounts.of(1))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> leaves.under(new int[3])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    final class Reports {
        @Test
        void changed_leaves_are_those_that_differ() {
            var leaves = Given.leaves(4L, null, 3L, null).holding(3);
            assertThat(leaves.planned(EQUAL, 12).changed()).isEqualTo(Given.bits(1, 2));
            assertThat(Given.leaves(null, null).planned(EQUAL, 0).changed()).isEqualTo(Given.bits(0, 1));
        }

        @Test
        void the_remainder_is_told_level_by_level() {
            var leaves = Given.leaves(1L, 1L, 1L).under(TWO_NODES, 0, 1, 1);
            assertThat(leaves.planned(EQUAL, 7).remainder()).containsExactly(Given.bits(0), Given.bits(1));
        }

        @Test
        void totals_count_held_leaves_and_are_null_where_all_leaves_are() {
            var leaves = Given.leaves(1L, 2L, null, null)
                    .under(TWO_NODES, 0, 0, 1, 1)
                    .holding(0);
            assertThat(Given.list(
                            TWO_NODES.totals(1, leaves.leaves(), leaves.leaves().values())))
                    .containsExactly(3L, null);
            assertThat(Given.list(
                            TWO_NODES.totals(0, leaves.leaves(), leaves.leaves().values())))
                    .containsExactly(3L);
        }

        @Test
        void totals_beyond_64_bits_are_told_exactly() {
            var leaves = Leaves.of(LongAmounts.of(Long.MAX_VALUE, Long.MAX_VALUE));
            assertThat(Tree.flat().totals(0, leaves, leaves.values()).value(0, HUGEINT))
                    .isEqualTo(
                            HUGEINT.ofUnits(BigInteger.valueOf(Long.MAX_VALUE).shiftLeft(1)));
        }

        @Test
        void methods_go_by_their_names_in_the_api() {
            assertThat(SpreadMethod.named("weighted_increment")).contains(WEIGHTED_INCREMENT);
            assertThat(SpreadMethod.named("WEIGHTED_INCREMENT")).isEmpty();
            assertThat(EQUAL_INCREMENT.wireName()).isEqualTo("equal_increment");
        }

        @Test
        void a_plan_leaves_the_old_values_alone() {
            var old = LongAmounts.of(1, 1);
            var plan = new Given(Leaves.of(old), Tree.flat(), TINYINT).planned(EQUAL, 8);
            assertThat(plan.values()).isNotSameAs(old);
            assertThat(old.units()).containsExactly(1, 1);
        }
    }
}
