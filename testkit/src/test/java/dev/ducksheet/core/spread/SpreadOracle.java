package dev.ducksheet.core.spread;

import dev.ducksheet.core.spread.Scenario.Leaf;
import dev.ducksheet.core.spread.SpreadResult.AllHeld;
import dev.ducksheet.core.spread.SpreadResult.NoLeaves;
import dev.ducksheet.core.spread.SpreadResult.Overflow;
import dev.ducksheet.core.spread.SpreadResult.Undefined;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The spread by the book: objects, recursion, fractions and sorting, as slow as it is plain. It shares no code with
 * what it judges.
 */
final class SpreadOracle {
    private final Scenario scenario;
    private final Numbers numbers;
    private final List<Node> undefined = new ArrayList<>();
    private final List<BigDecimal> newValues;
    private final Node root;

    private SpreadOracle(Scenario scenario) {
        this.scenario = scenario;
        this.numbers = scenario.measure().isExact() ? new WholeNumbers() : new FloatingNumbers();
        this.newValues = new ArrayList<>(scenario.values());
        this.root = new Node(0, 0);
    }

    /** Returns what a spread must give: its new values as a list, or the refusal. */
    static Object expected(Scenario scenario) {
        return new SpreadOracle(scenario).spread();
    }

    /** Returns the total of the free leaves as the measure adds them up. */
    static BigDecimal freeTotal(Scenario scenario) {
        return new SpreadOracle(scenario).root.value();
    }

    private Object spread() {
        if (scenario.leaves().isEmpty()) {
            return new NoLeaves();
        }
        if (scenario.leaves().stream().allMatch(Leaf::held)) {
            return new AllHeld();
        }
        if (isEmptyTotal() && scenario.target().signum() == 0) {
            root.freeLeaves().forEach(leaf -> leaf.take(BigDecimal.ZERO));
            return newValues;
        }
        root.take(numbers.minus(scenario.target(), heldValues()));
        return firstUndefined().or(this::firstOverflow).orElse(newValues);
    }

    private boolean isEmptyTotal() {
        return scenario.values().stream().allMatch(Objects::isNull);
    }

    private List<BigDecimal> heldValues() {
        return scenario.leaves().stream()
                .filter(Leaf::held)
                .map(leaf -> orZero(leaf.value()))
                .toList();
    }

    private Optional<Object> firstUndefined() {
        return undefined.stream()
                .min(Comparator.comparing((Node node) -> node.level).thenComparing(node -> node.index))
                .map(node -> new Undefined(Undefined.Reason.SUM_TO_ZERO, node.level, node.index));
    }

    private Optional<Object> firstOverflow() {
        return root.freeLeaves().stream()
                .filter(leaf -> newValues.get(leaf.index) != null && !numbers.fits(newValues.get(leaf.index)))
                .min(Comparator.comparing(LeafCell::ordinal))
                .map(leaf -> new Overflow(
                        leaf.index,
                        scenario.measure()
                                .type()
                                .ofUnits(newValues.get(leaf.index).toBigIntegerExact())));
    }

    private static BigDecimal orZero(BigDecimal number) {
        return number == null ? BigDecimal.ZERO : number;
    }

    /** What a total is divided among. */
    private abstract static class Cell {
        abstract BigDecimal value();

        abstract BigDecimal weight();

        abstract long ordinal();

        abstract boolean staysNullWithoutWeight();

        abstract void take(BigDecimal target);
    }

    private final class LeafCell extends Cell {
        private final int index;
        private final Leaf leaf;

        LeafCell(int index) {
            this.index = index;
            this.leaf = scenario.leaves().get(index);
        }

        @Override
        BigDecimal value() {
            return orZero(leaf.value());
        }

        @Override
        BigDecimal weight() {
            return scenario.hasReference() ? orZero(leaf.weight()) : value();
        }

        @Override
        long ordinal() {
            return leaf.ordinal();
        }

        @Override
        boolean staysNullWithoutWeight() {
            return leaf.value() == null;
        }

        @Override
        void take(BigDecimal target) {
            newValues.set(index, target);
        }
    }

    private final class Node extends Cell {
        private final int level;
        private final int index;
        private final List<Cell> cells;

        Node(int level, int index) {
            this.level = level;
            this.index = index;
            this.cells = level == scenario.parents().size() ? leaves() : children();
        }

        private List<Cell> leaves() {
            return IntStream.range(0, scenario.leaves().size())
                    .filter(i -> scenario.leaves().get(i).node() == index)
                    .filter(i -> !scenario.leaves().get(i).held())
                    .<Cell>mapToObj(LeafCell::new)
                    .toList();
        }

        private List<Cell> children() {
            var parents = scenario.parents().get(level);
            return IntStream.range(0, parents.length)
                    .filter(i -> parents[i] == index)
                    .mapToObj(i -> new Node(level + 1, i))
                    .filter(node -> !node.freeLeaves().isEmpty())
                    .<Cell>map(node -> node)
                    .toList();
        }

        List<LeafCell> freeLeaves() {
            var leaves = new ArrayList<LeafCell>();
            for (var cell : cells) {
                if (cell instanceof Node node) {
                    leaves.addAll(node.freeLeaves());
                } else {
                    leaves.add((LeafCell) cell);
                }
            }
            return leaves;
        }

        @Override
        BigDecimal value() {
            return numbers.sum(cells.stream().map(Cell::value).toList());
        }

        @Override
        BigDecimal weight() {
            return numbers.weightSum(cells.stream().map(Cell::weight).toList());
        }

        @Override
        long ordinal() {
            return index;
        }

        @Override
        boolean staysNullWithoutWeight() {
            return false;
        }

        @Override
        void take(BigDecimal target) {
            boolean weightless = cells.stream().allMatch(cell -> cell.weight().signum() == 0);
            boolean cancelling = weight().signum() == 0;
            if (target.compareTo(value()) == 0 && sayNothing(cancelling)) {
                return;
            }
            if (!scenario.method().isWeighted() || weightless) {
                divide(target, cells.stream().map(cell -> BigDecimal.ONE).toList());
            } else if (cancelling) {
                undefined.add(this);
            } else {
                divide(target, cells.stream().map(Cell::weight).toList());
            }
        }

        private boolean sayNothing(boolean cancelling) {
            return switch (scenario.method()) {
                case EQUAL -> false;
                case EQUAL_INCREMENT, WEIGHTED_INCREMENT -> true;
                case PROPORTIONAL -> !scenario.hasReference() || cancelling;
            };
        }

        private void divide(BigDecimal target, List<BigDecimal> weights) {
            var targets = numbers.divide(target, value(), cells, weights);
            for (int i = 0; i < cells.size(); i++) {
                if (weights.get(i).signum() != 0 || !cells.get(i).staysNullWithoutWeight()) {
                    cells.get(i).take(targets.get(i));
                }
            }
        }
    }

    /** How a measure adds up and divides. */
    private interface Numbers {
        BigDecimal sum(List<BigDecimal> numbers);

        BigDecimal weightSum(List<BigDecimal> weights);

        BigDecimal minus(BigDecimal number, List<BigDecimal> subtrahends);

        boolean fits(BigDecimal number);

        /** Returns the new values of cells whose weights do not sum to zero. */
        List<BigDecimal> divide(BigDecimal target, BigDecimal current, List<Cell> cells, List<BigDecimal> weights);
    }

    private boolean isIncrement() {
        return scenario.method() == SpreadMethod.EQUAL_INCREMENT
                || scenario.method() == SpreadMethod.WEIGHTED_INCREMENT;
    }

    private final class WholeNumbers implements Numbers {
        @Override
        public BigDecimal sum(List<BigDecimal> numbers) {
            return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        @Override
        public BigDecimal weightSum(List<BigDecimal> weights) {
            return sum(weights);
        }

        @Override
        public BigDecimal minus(BigDecimal number, List<BigDecimal> subtrahends) {
            return number.subtract(sum(subtrahends));
        }

        @Override
        public boolean fits(BigDecimal number) {
            var type = scenario.measure().type();
            return number.compareTo(new BigDecimal(type.minUnits())) >= 0
                    && number.compareTo(new BigDecimal(type.maxUnits())) <= 0;
        }

        @Override
        public List<BigDecimal> divide(
                BigDecimal target, BigDecimal current, List<Cell> cells, List<BigDecimal> weights) {
            var amount = isIncrement() ? target.subtract(current) : target;
            var shares = largestRemainder(Rational.of(amount.abs()), cells, weights);
            return IntStream.range(0, cells.size())
                    .mapToObj(i -> {
                        var share = new BigDecimal(shares.get(i)).multiply(BigDecimal.valueOf(amount.signum()));
                        return isIncrement() ? cells.get(i).value().add(share) : share;
                    })
                    .toList();
        }

        private List<BigInteger> largestRemainder(Rational amount, List<Cell> cells, List<BigDecimal> weights) {
            var total = Rational.of(sum(weights));
            var exact = weights.stream()
                    .map(weight -> amount.times(Rational.of(weight)).over(total))
                    .toList();
            var shares = new ArrayList<>(exact.stream().map(Rational::floor).toList());
            var left = amount.floor().subtract(shares.stream().reduce(BigInteger.ZERO, BigInteger::add));
            IntStream.range(0, cells.size())
                    .boxed()
                    .sorted(Comparator.comparing((Integer i) -> remainder(exact.get(i)), Comparator.reverseOrder())
                            .thenComparing(i -> lessUrgent(remainder(exact.get(i)), weights.get(i)))
                            .thenComparing(i -> cells.get(i).ordinal()))
                    .limit(left.intValueExact())
                    .forEach(i -> shares.set(i, shares.get(i).add(BigInteger.ONE)));
            return shares;
        }

        private Rational remainder(Rational exact) {
            return exact.minus(Rational.of(new BigDecimal(exact.floor())));
        }

        /** Returns a number that is smaller for the weight that rounds up first. */
        private Rational lessUrgent(Rational remainder, BigDecimal weight) {
            var magnitude = Rational.of(weight).abs();
            return remainder.compareTo(Rational.HALF) >= 0 ? magnitude : Rational.ZERO.minus(magnitude);
        }
    }

    private final class FloatingNumbers implements Numbers {
        @Override
        public BigDecimal sum(List<BigDecimal> numbers) {
            return rounded(numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        }

        @Override
        public BigDecimal weightSum(List<BigDecimal> weights) {
            return sum(weights.stream().map(FloatingNumbers::rounded).toList());
        }

        @Override
        public BigDecimal minus(BigDecimal number, List<BigDecimal> subtrahends) {
            return rounded(number.subtract(subtrahends.stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
        }

        @Override
        public boolean fits(BigDecimal number) {
            return true;
        }

        @Override
        public List<BigDecimal> divide(
                BigDecimal target, BigDecimal current, List<Cell> cells, List<BigDecimal> weights) {
            double amount = (isIncrement() ? rounded(target.subtract(current)) : target).doubleValue();
            double total = weightSum(weights).doubleValue();
            var targets = new ArrayList<BigDecimal>();
            for (int i = 0; i < cells.size(); i++) {
                double share = share(amount, weights.get(i).doubleValue(), total);
                targets.add(new BigDecimal(isIncrement() ? cells.get(i).value().doubleValue() + share : share));
            }
            int last = lastWithWeight(cells, weights);
            targets.set(last, BigDecimal.ZERO);
            targets.set(last, minus(target, List.copyOf(targets)));
            return targets;
        }

        private int lastWithWeight(List<Cell> cells, List<BigDecimal> weights) {
            return IntStream.range(0, cells.size())
                    .filter(i -> weights.get(i).signum() != 0)
                    .boxed()
                    .max(Comparator.comparing(i -> cells.get(i).ordinal()))
                    .orElseThrow();
        }

        /** Multiplies first, so that shares that are numbers come out as such. */
        private static double share(double amount, double weight, double total) {
            double product = amount * weight;
            if (product == 0 && (amount == 0 || weight == 0)) {
                return 0;
            }
            if (Math.abs(product) >= Double.MIN_NORMAL && Double.isFinite(product)) {
                return product / total;
            }
            return new BigDecimal(amount)
                    .multiply(new BigDecimal(weight))
                    .divide(new BigDecimal(total), MathContext.DECIMAL128)
                    .doubleValue();
        }

        private static BigDecimal rounded(BigDecimal number) {
            return new BigDecimal(number.doubleValue());
        }
    }
}
