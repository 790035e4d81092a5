package dev.ducksheet.core.spread;

/**
 * The nodes under the edited node, level by level.
 *
 * <p>Level 0 is the edited node alone, its node 0; the deepest level owns the leaves. A node is known by its level and
 * its index there. Among siblings the smaller index comes first when a tie has to be broken.
 */
public final class Tree {
    private static final Tree FLAT = new Tree(new int[0][]);

    private final int[][] parents;

    private Tree(int[][] parents) {
        this.parents = parents;
    }

    /** Returns the tree of the edited node alone, for a flat split over all leaves. */
    public static Tree flat() {
        return FLAT;
    }

    /**
     * Returns a tree of one level below the edited node per argument, coarse to fine: {@code parents[l][i]} is the
     * parent, on level {@code l}, of node {@code i} on level {@code l + 1}. Keeps the arrays.
     *
     * @throws IllegalArgumentException if a parent does not exist
     */
    public static Tree of(int[]... parents) {
        var tree = new Tree(parents);
        for (int level = 1; level <= parents.length; level++) {
            tree.requireParents(level);
        }
        return tree;
    }

    /** Returns the number of levels below the edited node. */
    public int depth() {
        return parents.length;
    }

    /** Returns the number of nodes on a level. */
    public int size(int level) {
        return level == 0 ? 1 : parents[level - 1].length;
    }

    /**
     * Returns the totals of the nodes on a level, held leaves included; null for a node whose leaves are all null. The
     * totals before an edit are those of {@link Leaves#values}, the totals after it those of the plan's values.
     */
    public Amounts totals(int level, Leaves leaves, Amounts amounts) {
        return amounts.sums(nodesOf(leaves, level), size(level));
    }

    /** Returns the parents of the nodes on a level. */
    int[] parents(int level) {
        return parents[level - 1];
    }

    private int[] nodesOf(Leaves leaves, int level) {
        if (level == 0) {
            return new int[leaves.size()];
        }
        var nodes = leaves.nodes().clone();
        for (int finer = depth(); finer > level; finer--) {
            for (int leaf = 0; leaf < nodes.length; leaf++) {
                nodes[leaf] = parents(finer)[nodes[leaf]];
            }
        }
        return nodes;
    }

    private void requireParents(int level) {
        int count = size(level - 1);
        for (int parent : parents(level)) {
            if (parent < 0 || parent >= count) {
                throw new IllegalArgumentException("no node " + parent + " on level " + (level - 1));
            }
        }
    }
}
