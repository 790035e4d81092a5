package dev.ducksheet.core.spread;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Cells grouped by their parent: a counting sort of their indices, with no object per group.
 *
 * <p>The members of group {@code g} stand in {@link #members} from {@code from(g)} to {@code to(g)}, in the order of
 * their indices. Arrays "in the order of the groups" run in parallel with {@link #members}.
 */
final class Groups {
    private final int[] starts;
    private final int[] members;

    private Groups(int[] starts, int[] members) {
        this.starts = starts;
        this.members = members;
    }

    /** Groups the indices of {@code parents} that are not excluded; the parents are 0 to {@code count} - 1. */
    static Groups of(int[] parents, int count, BitSet excluded) {
        var starts = new int[count + 1];
        for (int i = 0; i < parents.length; i++) {
            if (!excluded.get(i)) {
                starts[parents[i] + 1]++;
            }
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        return new Groups(starts, place(parents, excluded, starts));
    }

    private static int[] place(int[] parents, BitSet excluded, int[] starts) {
        var members = new int[starts[starts.length - 1]];
        var next = starts.clone();
        for (int i = 0; i < parents.length; i++) {
            if (!excluded.get(i)) {
                members[next[parents[i]]++] = i;
            }
        }
        return members;
    }

    /** Returns the number of groups, the empty ones included. */
    int count() {
        return starts.length - 1;
    }

    int from(int group) {
        return starts[group];
    }

    int to(int group) {
        return starts[group + 1];
    }

    int size(int group) {
        return to(group) - from(group);
    }

    int largest() {
        int largest = 0;
        for (int group = 0; group < count(); group++) {
            largest = Math.max(largest, size(group));
        }
        return largest;
    }

    int[] members() {
        return members;
    }

    /** Returns the groups that have no member. */
    BitSet empty() {
        return withoutMember(new BitSet());
    }

    /** Returns the groups that have no member but those ignored. */
    BitSet withoutMember(BitSet ignored) {
        var without = new BitSet(count());
        for (int group = 0; group < count(); group++) {
            without.set(group, !hasMember(group, ignored));
        }
        return without;
    }

    private boolean hasMember(int group, BitSet ignored) {
        for (int i = from(group); i < to(group); i++) {
            if (!ignored.get(members[i])) {
                return true;
            }
        }
        return false;
    }
}
