package dev.ducksheet.core.spread;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class DivisorTest {
    /** 2^k - 1, 2^k and 2^k + 1, as far as they fit: where carries and digits turn over. */
    private static final long[] EDGES = IntStream.range(0, 63)
            .mapToLong(bit -> 1L << bit)
            .flatMap(power -> LongStream.of(power - 1, power, power + 1))
            .filter(number -> number > 0)
            .distinct()
            .toArray();

    @Test
    void quotients_are_exact_on_all_edges() {
        for (long d : EDGES) {
            var divisor = new Divisor(d);
            for (int i = 0; i < EDGES.length; i++) {
                long a = EDGES[i];
                long b = EDGES[(i * 7 + 3) % EDGES.length];
                assertQuotient(divisor, a, b, d);
                assertQuotient(divisor, a, Long.MAX_VALUE, d);
                assertQuotient(divisor, a, d, d);
            }
        }
    }

    @Test
    void nothing_divided_is_nothing() {
        assertThat(new Divisor(7).quotient(0, Long.MAX_VALUE)).isZero();
    }

    @Test
    void a_quotient_that_could_not_be_rounded_up_is_too_large() {
        assertThat(new Divisor(1).quotient(1, Long.MAX_VALUE)).isEqualTo(Divisor.TOO_LARGE);
        assertThat(new Divisor(3).quotient(3, Long.MAX_VALUE)).isEqualTo(Divisor.TOO_LARGE);
        assertThat(new Divisor(3).quotient(3, Long.MAX_VALUE - 1)).isEqualTo(Long.MAX_VALUE - 1);
    }

    private static void assertQuotient(Divisor divisor, long a, long b, long d) {
        var exact = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).divide(BigInteger.valueOf(d));
        boolean fits = exact.compareTo(BigInteger.valueOf(Long.MAX_VALUE)) < 0;
        assertThat(divisor.quotient(a, b))
                .as("%d * %d / %d", a, b, d)
                .isEqualTo(fits ? exact.longValue() : Divisor.TOO_LARGE);
    }
}
