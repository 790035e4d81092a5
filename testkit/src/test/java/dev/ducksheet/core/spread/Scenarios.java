package dev.ducksheet.core.spread;

import dev.ducksheet.core.spread.Scenario.Leaf;
import dev.ducksheet.core.spread.Scenario.Measure;
import dev.ducksheet.core.spread.Scenario.Reference;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Draws scenarios, with a preference for what is awkward: ties, zeros, cancelling signs, bounds, nulls, holds. */
final class Scenarios {
    private static final Measure[] EXACT =
            Stream.of(Measure.values()).filter(Measure::isExact).toArray(Measure[]::new);

    private final SplittableRandom random;
    private final Measure measure;

    private Scenarios(SplittableRandom random, Measure measure) {
        this.random = random;
        this.measure = measure;
    }

    static Scenario any(SplittableRandom random) {
        return of(random, oneOf(random, Measure.values()));
    }

    static Scenario exact(SplittableRandom random) {
        return of(random, oneOf(random, EXACT));
    }

    static Scenario of(SplittableRandom random, Measure measure) {
        return new Scenarios(random, measure).draw();
    }

    private Scenario draw() {
        var parents = parents();
        int finest = parents.isEmpty() ? 1 : parents.get(parents.size() - 1).length;
        var reference = random.nextBoolean() ? Reference.NONE : oneOf(random, Reference.values());
        var leaves = leaves(finest, reference);
        return new Scenario(measure, oneOf(random, SpreadMethod.values()), target(leaves), parents, leaves, reference);
    }

    private List<int[]> parents() {
        var parents = new ArrayList<int[]>();
        int above = 1;
        for (int depth = random.nextInt(5); depth > 0; depth--) {
            int bound = above;
            parents.add(random.ints(1 + random.nextInt(3 * above), 0, bound).toArray());
            above = parents.get(parents.size() - 1).length;
        }
        return parents;
    }

    private List<Leaf> leaves(int finest, Reference reference) {
        int size = random.nextInt(20) == 0 ? random.nextInt(300) : random.nextInt(25);
        double nulls = oneOf(random, 0.0, 0.0, 0.2, 0.7, 1.0);
        double held = oneOf(random, 0.0, 0.0, 0.0, 0.3, 0.9);
        var values = nullable(values(), nulls);
        var weights = nullable(weights(reference), reference == Reference.NONE ? 1 : nulls / 2);
        var ordinals = ordinals(size);
        var leaves = new ArrayList<Leaf>();
        for (int i = 0; i < size; i++) {
            boolean isHeld = random.nextDouble() < held;
            leaves.add(new Leaf(values.get(), weights.get(), isHeld, random.nextInt(finest), ordinals.get(i)));
        }
        return leaves;
    }

    private List<Long> ordinals(int size) {
        long step = 1 + random.nextLong(1L << 40);
        var ordinals = new ArrayList<>(
                LongStream.range(0, size).mapToObj(i -> (i - size / 2) * step).toList());
        for (int i = size - 1; i > 0; i--) {
            Collections.swap(ordinals, i, random.nextInt(i + 1));
        }
        return ordinals;
    }

    /** Returns a source of values that fit in the column. */
    private Supplier<BigDecimal> values() {
        if (measure.isExact()) {
            return exact(measure.type().maxUnits());
        }
        return random.nextInt(3) == 0 ? exact(BigInteger.TWO.pow(30)) : floating();
    }

    private Supplier<BigDecimal> weights(Reference reference) {
        return switch (reference) {
            case LONG -> exact(BigInteger.valueOf(Long.MAX_VALUE));
            case WIDE -> exact(BigInteger.TWO.pow(100));
            default -> random.nextInt(3) == 0 ? exact(BigInteger.TWO.pow(30)) : floating();
        };
    }

    private Supplier<BigDecimal> exact(BigInteger max) {
        int bits = 1 + random.nextInt(max.bitLength());
        var fixed = BigDecimal.valueOf(random.nextLong(1, 100));
        return switch (random.nextInt(10)) {
            case 0 -> () -> BigDecimal.ZERO;
            case 1 -> () -> fixed;
            case 2, 3 -> alternating(fixed);
            case 4 -> () -> random.nextBoolean() ? fixed : fixed.negate();
            case 5 -> () -> BigDecimal.valueOf(random.nextLong(5));
            case 6 -> () -> BigDecimal.valueOf(random.nextLong(-9, 10));
            case 7 -> () -> BigDecimal.valueOf(random.nextLong(1, 100_000));
            case 8 -> () -> new BigDecimal(bits(bits).min(max));
            default ->
                () -> new BigDecimal(bits(bits).min(max)).multiply(BigDecimal.valueOf(oneOf(random, -1, 0, 1, 1)));
        };
    }

    private static Supplier<BigDecimal> alternating(BigDecimal number) {
        var last = new AtomicReference<>(number);
        return () -> last.updateAndGet(BigDecimal::negate);
    }

    private Supplier<BigDecimal> floating() {
        int spread = oneOf(random, 0, 3, 60, 900);
        boolean mixed = random.nextBoolean();
        return () -> {
            double number = Math.scalb(random.nextDouble(), random.nextInt(-spread, spread + 1));
            return new BigDecimal(mixed && random.nextBoolean() ? -number : number);
        };
    }

    private BigDecimal target(List<Leaf> leaves) {
        var current =
                leaves.stream().map(Leaf::value).filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
        var most = new BigDecimal(measure.isExact() ? measure.type().maxUnits() : BigInteger.TWO.pow(90));
        var target = switch (random.nextInt(8)) {
            case 0 -> current;
            case 1 -> BigDecimal.ZERO;
            case 2 -> current.negate();
            case 3 -> current.multiply(BigDecimal.valueOf(random.nextLong(2, 10)));
            case 4 -> new BigDecimal(bits(1 + random.nextInt(most.toBigInteger().bitLength())));
            case 5 -> most.multiply(BigDecimal.valueOf(random.nextLong(-1, leaves.size() + 2L)));
            default -> BigDecimal.valueOf(random.nextLong(-1000, 100_000));
        };
        return measure.isExact() ? target : new BigDecimal(finite(target.doubleValue()));
    }

    private static double finite(double number) {
        return Double.isFinite(number) ? number : Double.MAX_VALUE;
    }

    private Supplier<BigDecimal> nullable(Supplier<BigDecimal> numbers, double nulls) {
        return () -> random.nextDouble() < nulls ? null : numbers.get();
    }

    private BigInteger bits(int count) {
        var number = BigInteger.ZERO;
        for (int bit = 0; bit < count; bit += 32) {
            number = number.shiftLeft(32).or(BigInteger.valueOf(random.nextLong(1L << 32)));
        }
        return number.shiftRight(number.bitLength() > count ? number.bitLength() - count : 0);
    }

    @SafeVarargs
    private static <T> T oneOf(SplittableRandom random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
