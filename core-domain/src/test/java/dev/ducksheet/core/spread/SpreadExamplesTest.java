package dev.ducksheet.core.spread;

import static dev.ducksheet.core.spread.SpreadMethod.EQUAL;
import static dev.ducksheet.core.spread.SpreadMethod.EQUAL_INCREMENT;
import static dev.ducksheet.core.spread.SpreadMethod.PROPORTIONAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.spread.SpreadResult.Undefined;
import org.junit.jupiter.api.Test;

/** The examples of the guide. Decimals are written in units: 77.78 is 7778. */
final class SpreadExamplesTest {
    private static final ColumnType DECIMAL = new ColumnType.Decimal(18, 2);
    private static final Tree TWO_BRANDS = Tree.of(new int[] {0, 0});

    @Test
    void proportional_keeps_the_ratios() {
        assertThat(Given.leaves(10L, 30L, 60L).spread(PROPORTIONAL, 300)).containsExactly(30L, 90L, 180L);
    }

    @Test
    void zeros_stay_zero() {
        var leaves = Given.leaves(17500L, 5000L, 0L).ofType(DECIMAL);
        assertThat(leaves.spread(PROPORTIONAL, 10000)).containsExactly(7778L, 2222L, 0L);
    }

    @Test
    void all_zeros_get_equal_parts() {
        assertThat(Given.leaves(0L, 0L, 0L).spread(PROPORTIONAL, 12000)).containsExactly(4000L, 4000L, 4000L);
    }

    @Test
    void all_zeros_get_what_does_not_divide_in_order() {
        assertThat(Given.leaves(0L, 0L, 0L).spread(PROPORTIONAL, 100)).containsExactly(34L, 33L, 33L);
    }

    @Test
    void a_held_leaf_keeps_its_value() {
        assertThat(Given.leaves(10L, 20L, 30L).holding(1).spread(PROPORTIONAL, 100))
                .containsExactly(20L, 20L, 60L);
    }

    @Test
    void two_held_leaves_keep_their_values() {
        assertThat(Given.leaves(100L, 100L, 100L, 100L).holding(0, 1).spread(PROPORTIONAL, 800))
                .containsExactly(100L, 100L, 300L, 300L);
    }

    @Test
    void equal_increment_adds_the_same_to_each() {
        assertThat(Given.leaves(180L, 20L).spread(EQUAL_INCREMENT, 300)).containsExactly(230L, 70L);
    }

    @Test
    void equal_gives_each_the_same() {
        assertThat(Given.leaves(180L, 20L).spread(EQUAL, 300)).containsExactly(150L, 150L);
    }

    @Test
    void a_weights_column_decides_whatever_the_leaves_hold() {
        assertThat(Given.leaves(1L, 2L, 3L).weighedBy(10L, 20L, 70L).spread(PROPORTIONAL, 400))
                .containsExactly(40L, 80L, 280L);
        assertThat(Given.leaves(0L, 400L, null).weighedBy(10L, 20L, 70L).spread(PROPORTIONAL, 400))
                .containsExactly(40L, 80L, 280L);
    }

    @Test
    void the_remainder_goes_to_the_first_of_equals() {
        assertThat(Given.leaves(50L, 50L).spread(PROPORTIONAL, 1003)).containsExactly(502L, 501L);
    }

    @Test
    void a_negative_total_is_split_like_a_positive_one() {
        assertThat(Given.leaves(50L, 50L).spread(PROPORTIONAL, -1003)).containsExactly(-502L, -501L);
    }

    @Test
    void leaves_that_cancel_out_are_refused() {
        assertThat(Given.leaves(5L, -5L).plan(PROPORTIONAL, 10))
                .isEqualTo(new Undefined(Undefined.Reason.SUM_TO_ZERO, 0, 0));
    }

    @Test
    void an_edit_goes_through_the_levels() {
        var families = Tree.of(new int[] {0, 0}, new int[] {0, 0, 1});
        var leaves = Given.leaves(10L, 30L, 60L).under(families, 0, 1, 2);
        assertThat(leaves.spread(PROPORTIONAL, 200)).containsExactly(20L, 60L, 120L);
        assertThat(leaves.totals(1, PROPORTIONAL, 200)).containsExactly(80L, 120L);
    }

    @Test
    void equal_over_children_gives_each_child_the_same() {
        var leaves = Given.leaves(0L, 0L, 0L, 0L).ofType(DECIMAL).under(TWO_BRANDS, 0, 1, 1, 1);
        assertThat(leaves.spread(EQUAL, 10000)).containsExactly(5000L, 1667L, 1667L, 1666L);
        assertThat(leaves.totals(1, EQUAL, 10000)).containsExactly(5000L, 5000L);
    }

    @Test
    void equal_over_leaves_gives_each_leaf_the_same() {
        assertThat(Given.leaves(0L, 0L, 0L, 0L).ofType(DECIMAL).spread(EQUAL, 10000))
                .containsExactly(2500L, 2500L, 2500L, 2500L);
    }
}
