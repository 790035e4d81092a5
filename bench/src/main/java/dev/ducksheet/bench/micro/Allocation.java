package dev.ducksheet.bench.micro;

import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.spread.Leaves;
import dev.ducksheet.core.spread.LongAmounts;
import dev.ducksheet.core.spread.Spread;
import dev.ducksheet.core.spread.SpreadMethod;
import dev.ducksheet.core.spread.SpreadResult;
import dev.ducksheet.core.spread.Tree;
import java.math.BigInteger;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Allocates a total over leaves in memory, exactly, flat and through three levels; the floor is one multiplication and
 * one division in {@code double} for each leaf, which adds up to no total.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class Allocation {
    private static final int BRANDS = 20;
    private static final int FAMILIES = 1200;

    /** How many leaves. */
    @Param({"1000", "1000000"})
    public int leaves;

    /** How they share the total out. */
    @Param
    public SpreadMethod method;

    private long[] units = new long[0];
    private BigInteger target = BigInteger.ZERO;
    private Leaves flat = Leaves.of(LongAmounts.of());
    private Leaves placed = flat;
    private Tree levels = Tree.flat();

    /** Draws the leaves and places them. */
    @Setup
    public void draw() {
        var random = new Random(1);
        units = random.longs(leaves, 1000, 2000).toArray();
        target = BigInteger.valueOf(leaves * 2100L + 17);
        flat = Leaves.of(LongAmounts.of(units));
        placed = flat.under(random.ints(leaves, 0, FAMILIES).toArray());
        levels = Tree.of(
                new int[1],
                random.ints(BRANDS, 0, 1).toArray(),
                random.ints(FAMILIES, 0, BRANDS).toArray());
    }

    /** One split over all leaves. */
    @Benchmark
    public SpreadResult overLeaves() {
        return Spread.plan(method, target, flat, Tree.flat(), ColumnType.bigint());
    }

    /** A split on each level, each exact. */
    @Benchmark
    public SpreadResult overChildren() {
        return Spread.plan(method, target, placed, levels, ColumnType.bigint());
    }

    /** The floor: rounded shares that do not add up. */
    @Benchmark
    public long[] roundedShares() {
        double factor = target.doubleValue() / (leaves * 1500.0);
        var shares = new long[units.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Math.round(units[i] * factor);
        }
        return shares;
    }
}
