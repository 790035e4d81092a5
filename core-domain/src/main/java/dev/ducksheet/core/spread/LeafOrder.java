package dev.ducksheet.core.spread;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The order of the leaves by their keys, which breaks the ties that weights leave.
 *
 * <p>It is asked only where a tie has to be broken, so that an order that costs a sort can be had {@link #lazily}.
 */
@FunctionalInterface
public interface LeafOrder {
    /** Returns the leaf's place; no two leaves share one, the smallest comes first, gaps do no harm. */
    long ordinal(int leaf);

    /** Returns the order of leaves that are given in the order of their keys. */
    static LeafOrder asGiven() {
        return leaf -> leaf;
    }

    /** Returns the order in which {@code ordinals[leaf]} is the place of the leaf; keeps the array. */
    static LeafOrder of(long[] ordinals) {
        return leaf -> ordinals[leaf];
    }

    /** Returns the order that {@code ranking} gives as in {@link #of}; it is asked at most once. Not thread-safe. */
    static LeafOrder lazily(Supplier<long[]> ranking) {
        return new LeafOrder() {
            private long @Nullable [] ordinals;

            @Override
            public long ordinal(int leaf) {
                if (ordinals == null) {
                    ordinals = ranking.get();
                }
                return ordinals[leaf];
            }
        };
    }
}
