package dev.ducksheet.core.spread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.ColumnType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The fast path and the one without bounds must agree wherever both can go. */
final class LargestRemainderTest {
    private static final long MAX = Long.MAX_VALUE;
    private static final long[] WEIGHTS = {
        0, 1, -1, 2, 3, -7, 1L << 31, (1L << 32) - 1, -(1L << 62), MAX / 3, MAX / 2 + 1, -MAX + 1, MAX - 1, MAX, -MAX
    };
    private static final long[] AMOUNTS = {0, 1, 2, 3, 10, (1L << 31) + 1, 1L << 62, MAX / 2, MAX - 1, MAX};

    @Test
    void both_paths_agree_up_to_the_bounds_of_64_bits() {
        int compared = 0;
        for (long first : WEIGHTS) {
            for (long second : WEIGHTS) {
                for (long third : WEIGHTS) {
                    compared += compare(first, second, third);
                }
            }
        }
        assertThat(compared).isGreaterThan(10_000);
    }

    @Test
    void both_paths_agree_on_an_equal_division() {
        for (long amount : AMOUNTS) {
            var shares = new Divided(1, 2, 3, 4, 5, 6, 7);
            shares.small.divideEqually(amount, 0, 7);
            shares.big.divideEqually(BigInteger.valueOf(amount), 0, 7);
            shares.assertAgree(amount);
        }
    }

    @Test
    void a_share_that_does_not_fit_is_left_to_the_path_without_bounds() {
        var shares = new Divided(MAX, -MAX + 1);
        assertThat(shares.small.divide(1, 1, 0, 2)).isFalse();
        assertThat(shares.small.divide(-1, 1, 0, 2)).isFalse();
        shares.big.divide(BigInteger.TWO, BigInteger.ONE, 0, 2);
        assertThat(shares.big.share(0)).isEqualTo(BigInteger.valueOf(MAX).shiftLeft(1));
        assertThat(shares.remainderOfSmall.isEmpty()).isTrue();
    }

    @Test
    void numbers_without_a_magnitude_of_64_bits_are_left_to_the_path_without_bounds() {
        assertThat(new Divided(Long.MIN_VALUE, 1).small.divide(1, Long.MIN_VALUE + 1, 0, 2))
                .isFalse();
        assertThat(new Divided(-MAX, -1).small.divide(1, Long.MIN_VALUE, 0, 2)).isFalse();
    }

    @Test
    void remainders_and_weights_of_many_digits_are_compared_whole() {
        var unit = BigInteger.ONE.shiftLeft(200);
        var weights = new Units(4);
        var numbers = List.of(unit, unit.add(BigInteger.ONE), unit, unit.add(BigInteger.ONE));
        IntStream.range(0, 4).forEach(i -> weights.set(i, numbers.get(i)));
        var remainder = new BitSet();
        new BigShares(cells(weights), remainder)
                .divide(BigInteger.TWO, unit.shiftLeft(2).add(BigInteger.TWO), 0, 4);
        assertThat(remainder).isEqualTo(Given.bits(1, 3));
    }

    /** Compares the paths for all amounts; returns how often the fast one could go. */
    private static int compare(long... weights) {
        var total = Arrays.stream(weights).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        if (total.signum() == 0 || total.bitLength() > 63) {
            return 0;
        }
        return (int) LongStream.of(AMOUNTS)
                .filter(amount -> {
                    var shares = new Divided(weights);
                    return shares.small.divide(amount, total.longValue(), 0, 3) && shares.agree(amount, total);
                })
                .count();
    }

    private static Cells<Units> cells(Units weights) {
        var groups = Groups.of(new int[weights.size()], 1, new BitSet());
        var arithmetic = new ExactArithmetic(BigInteger.ZERO, new ColumnType.Whole(64));
        return Cells.of(arithmetic, groups, weights, weights, new BitSet(), LeafOrder.asGiven());
    }

    /** One division done both ways. */
    private static final class Divided {
        private final long[] weights;
        private final BitSet remainderOfSmall = new BitSet();
        private final BitSet remainderOfBig = new BitSet();
        private final LongShares small;
        private final BigShares big;

        Divided(long... weights) {
            this.weights = weights;
            var cells = cells(new Units(weights));
            small = new LongShares(cells, remainderOfSmall);
            big = new BigShares(cells, remainderOfBig);
        }

        boolean agree(long amount, BigInteger total) {
            big.divide(BigInteger.valueOf(amount), total, 0, weights.length);
            assertAgree(amount);
            return true;
        }

        void assertAgree(long amount) {
            for (int i = 0; i < weights.length; i++) {
                assertThat(BigInteger.valueOf(small.share(i)))
                        .as("share %d of %d by %s", i, amount, Arrays.toString(weights))
                        .isEqualTo(big.share(i));
            }
            assertThat(remainderOfSmall).isEqualTo(remainderOfBig);
        }
    }
}
