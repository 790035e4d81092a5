package dev.ducksheet.core.spread;

import java.util.BitSet;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The leaves under the edited node, as columns: their amounts, which of them are held, the node each belongs to.
 *
 * <p>A leaf is known by its index. The columns are kept, not copied; nobody writes to them any more.
 */
public final class Leaves {
    private final Amounts values;
    private final @Nullable Amounts weights;
    private final BitSet held;
    private final int[] nodes;
    private final LeafOrder order;

    private Leaves(Amounts values, @Nullable Amounts weights, BitSet held, int[] nodes, LeafOrder order) {
        this.values = values;
        this.weights = weights;
        this.held = held;
        this.nodes = nodes;
        this.order = order;
    }

    /** Returns leaves that weigh what they hold, none of them held, all right under the edited node, in key order. */
    public static Leaves of(Amounts values) {
        return new Leaves(values, null, new BitSet(), new int[values.size()], LeafOrder.asGiven());
    }

    /** Weighs each leaf by a reference column of any type; only ratios matter, null weighs nothing. */
    public Leaves weighedBy(Amounts reference) {
        requireSize(reference.size());
        return new Leaves(values, reference, held, nodes, order);
    }

    /** Holds leaves: they keep their values, whatever the method. */
    public Leaves holding(BitSet heldLeaves) {
        return new Leaves(values, weights, heldLeaves, nodes, order);
    }

    /** Places each leaf under a node of the finest level of the {@link Tree}. */
    public Leaves under(int[] finestNodes) {
        requireSize(finestNodes.length);
        return new Leaves(values, weights, held, finestNodes, order);
    }

    /** Sets the order that breaks ties. */
    public Leaves inOrder(LeafOrder leafOrder) {
        return new Leaves(values, weights, held, nodes, leafOrder);
    }

    /** Returns the number of leaves. */
    public int size() {
        return values.size();
    }

    /** Returns the amounts before the edit. */
    public Amounts values() {
        return values;
    }

    BitSet held() {
        return held;
    }

    int[] nodes() {
        return nodes;
    }

    LeafOrder order() {
        return order;
    }

    boolean haveReference() {
        return weights != null;
    }

    /** Returns the reference column, or the amounts themselves if there is none. */
    Amounts weights() {
        return weights == null ? values : weights;
    }

    boolean areAllHeld() {
        return held.nextClearBit(0) >= size();
    }

    boolean areAllNull() {
        for (int leaf = 0; leaf < size(); leaf++) {
            if (!values.isNull(leaf)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the first node with a NaN or infinity among its amounts or, where they count, its weights. */
    OptionalInt firstNodeNotFinite(boolean weighted) {
        var suspects = values.notFinite();
        if (weighted && weights != null) {
            var free = weights.notFinite();
            free.andNot(held);
            suspects.or(free);
        }
        return suspects.stream().map(leaf -> nodes[leaf]).min();
    }

    private void requireSize(int size) {
        if (size != size()) {
            throw new IllegalArgumentException(size + " entries for " + size() + " leaves");
        }
    }
}
