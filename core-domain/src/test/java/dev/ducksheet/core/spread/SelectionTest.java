package dev.ducksheet.core.spread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SelectionTest {
    private final Selection selection = new Selection();

    @Test
    void few_keys() {
        assertSelects(3, 1, 2);
    }

    @Test
    void keys_in_order_and_in_reverse() {
        assertSelects(LongStream.range(0, 1000).toArray());
        assertSelects(LongStream.range(0, 1000).map(i -> -i).toArray());
    }

    @Test
    void keys_that_are_all_the_same() {
        assertSelects(LongStream.range(0, 500).map(i -> 42).toArray());
    }

    @Test
    void keys_from_end_to_end_of_the_range() {
        assertSelects(LongStream.range(0, 500)
                .map(i -> i % 2 == 0 ? Long.MIN_VALUE + i : Long.MAX_VALUE - i)
                .toArray());
    }

    @Test
    void keys_of_every_magnitude_with_ties() {
        var random = new SplittableRandom(20260101);
        assertSelects(random.longs(2000).map(key -> key >> (key & 63)).toArray());
    }

    @Test
    void keys_beyond_the_count_do_not_matter() {
        assertThat(selection.kthLargest(new long[] {1, 2, 9}, 2, 1)).isEqualTo(2);
    }

    @Test
    void the_keys_stay_as_they_are() {
        var keys = LongStream.range(0, 100).toArray();
        selection.kthLargest(keys, 100, 50);
        assertThat(keys).isEqualTo(LongStream.range(0, 100).toArray());
    }

    private void assertSelects(long... keys) {
        var sorted = keys.clone();
        Arrays.sort(sorted);
        for (int k = 1; k <= keys.length; k++) {
            assertThat(selection.kthLargest(keys, keys.length, k)).isEqualTo(sorted[keys.length - k]);
        }
    }
}
