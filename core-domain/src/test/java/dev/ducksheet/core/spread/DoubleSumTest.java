package dev.ducksheet.core.spread;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DoubleSumTest {

    @Test
    void what_is_lost_in_one_addition_is_found_in_the_next() {
        assertThat(sum(1e16, 1, -1e16)).isEqualTo(1);
        assertThat(sum(0.1, 0.2, -0.3)).isEqualTo(2.7755575615628914e-17);
    }

    @Test
    void a_tie_is_rounded_by_the_smallest_part() {
        assertThat(sum(1, 0x1p-53)).isEqualTo(1);
        assertThat(sum(1, 0x1p-53, 0x1p-200)).isEqualTo(1 + 0x1p-52);
        assertThat(sum(1 + 0x1p-52, 0x1p-53, -0x1p-200)).isEqualTo(1 + 0x1p-52);
        assertThat(sum(0x1p-700, 0x1p-753, 0x1p-1000)).isEqualTo(0x1p-700 + 0x1p-752);
    }

    @Test
    void a_sum_may_leave_the_range_on_its_way() {
        assertThat(sum(1e308, 1e308, -1e308, 3)).isEqualTo(1e308);
        assertThat(sum(1e308, 1e308)).isInfinite();
        assertThat(sum(-1e308, -1e308, 1e308, 1e308, Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void nothing_adds_up_to_a_positive_zero() {
        assertThat(sum()).isEqualTo(0.0);
        assertThat(sum(-0.0)).isEqualTo(0.0);
        assertThat(sum(5, -5)).isEqualTo(0.0);
    }

    @Test
    void any_order_gives_the_exact_sum_rounded_once() {
        var random = new SplittableRandom(20260102);
        for (int run = 0; run < 2000; run++) {
            var numbers = random.doubles(1 + run % 20, -1, 1)
                    .map(number -> Math.scalb(number, random.nextInt(-90, 90)))
                    .toArray();
            assertThat(sum(numbers)).isEqualTo(exact(numbers));
            Arrays.sort(numbers);
            assertThat(sum(numbers)).isEqualTo(exact(numbers));
        }
    }

    @Test
    void parts_of_every_magnitude_are_kept_apart() {
        var numbers = IntStream.range(-500, 500)
                .mapToDouble(i -> Math.scalb(i % 3 == 0 ? -1.0 : 1.0, 2 * i))
                .toArray();
        assertThat(sum(numbers)).isEqualTo(exact(numbers));
    }

    @Test
    void infinity_and_nan_stay_what_they_are() {
        assertThat(sum(1, Double.NEGATIVE_INFINITY, 2)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(sum(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)).isNaN();
        assertThat(sum(Double.NaN, 1)).isNaN();
    }

    @Test
    void a_sum_taken_starts_anew() {
        var sum = new DoubleSum();
        sum.add(1e308);
        sum.add(1e308);
        assertThat(sum.take()).isInfinite();
        sum.add(Double.NaN);
        assertThat(sum.take()).isNaN();
        sum.add(2);
        assertThat(sum.value()).isEqualTo(2);
        assertThat(sum.take()).isEqualTo(2);
        assertThat(sum.take()).isEqualTo(0);
    }

    private static double sum(double... numbers) {
        var sum = new DoubleSum();
        Arrays.stream(numbers).forEach(sum::add);
        return sum.take();
    }

    private static double exact(double... numbers) {
        return Arrays.stream(numbers)
                .mapToObj(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
    }
}
