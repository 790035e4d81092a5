package dev.ducksheet.core.spread;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The division of whole units. */
final class ExactSplit extends Split<Units> {
    private final Units targets;
    /** What is divided among the cells of each node: its target, or the difference to its current total. */
    private final Units amounts;

    private final Units newValues;
    private final LongShares longShares;
    private @Nullable BigShares bigShares;

    ExactSplit(SpreadMethod method, Cells<Units> cells, Units targets, BitSet keptNodes) {
        super(method, cells, keptNodes);
        this.targets = targets;
        this.amounts = method.isIncrement() ? targets.minus(cells.totals()) : targets;
        this.newValues = new Units(cells.values().size());
        this.longShares = new LongShares(cells, remainder());
    }

    @Override
    Units newValues() {
        return newValues;
    }

    @Override
    boolean isTargetCurrent(int group) {
        return targets.equalAt(group, cells.totals());
    }

    @Override
    boolean isWeightTotalZero(int group) {
        return cells.weightTotals().isZero(group);
    }

    @Override
    boolean weighs(int position) {
        return !cells.weights().isZero(position);
    }

    @Override
    void keepValues(int group) {
        for (int i = groups.from(group); i < groups.to(group); i++) {
            newValues.copy(i, cells.values(), i);
        }
    }

    @Override
    void divideEqually(int group) {
        if (isLong(group)) {
            longShares.divideEqually(Math.abs(amounts.small()[group]), groups.from(group), groups.to(group));
            settleLong(group);
        } else {
            bigShares().divideEqually(amounts.get(group).abs(), groups.from(group), groups.to(group));
            settleBig(group);
        }
    }

    @Override
    void divideByWeight(int group) {
        if (divideByLongWeight(group)) {
            settleLong(group);
        } else {
            var total = cells.weightTotals().get(group);
            bigShares().divide(amounts.get(group).abs(), total, groups.from(group), groups.to(group));
            settleBig(group);
        }
    }

    private boolean divideByLongWeight(int group) {
        if (!isLong(group)
                || !cells.weights().areSmall()
                || !cells.weightTotals().isSmall(group)) {
            return false;
        }
        long total = cells.weightTotals().small()[group];
        return longShares.divide(Math.abs(amounts.small()[group]), total, groups.from(group), groups.to(group));
    }

    private boolean isLong(int group) {
        return amounts.isSmall(group) && amounts.small()[group] != Long.MIN_VALUE;
    }

    private BigShares bigShares() {
        if (bigShares == null) {
            bigShares = new BigShares(cells, remainder());
        }
        return bigShares;
    }

    private void settleLong(int group) {
        boolean negative = amounts.small()[group] < 0;
        int from = groups.from(group);
        for (int i = from; i < groups.to(group); i++) {
            long share = negative ? -longShares.share(i - from) : longShares.share(i - from);
            if (!method.isIncrement()) {
                newValues.set(i, share);
            } else {
                newValues.setSum(i, cells.values(), share);
            }
        }
    }

    private void settleBig(int group) {
        boolean negative = amounts.get(group).signum() < 0;
        int from = groups.from(group);
        for (int i = from; i < groups.to(group); i++) {
            var share = negative
                    ? bigShares().share(i - from).negate()
                    : bigShares().share(i - from);
            newValues.set(i, method.isIncrement() ? cells.values().get(i).add(share) : share);
        }
    }
}
