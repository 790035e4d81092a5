package dev.ducksheet.testkit;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What generators draw from: small domains, so that things meet, and now and then an extreme. */
final class Drawn {
    /** Beyond this a sum of a few could leave HUGEINT, which no engine can show. */
    private static final BigInteger MOST_THAT_ADDS_UP = BigInteger.TEN.pow(34);

    private static final List<String> TEXTS = List.of("a", "b", "B", "ab", "a_b", "é", "it's", "", "50%", "x y");

    private Drawn() {}

    static boolean one(SplittableRandom random, int in) {
        return random.nextInt(in) == 0;
    }

    static <T> T of(SplittableRandom random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Returns some of these, in another order. */
    static <T> List<T> some(SplittableRandom random, List<T> list, int count) {
        var left = new ArrayList<>(list);
        var some = new ArrayList<T>();
        while (some.size() < count && !left.isEmpty()) {
            some.add(left.remove(random.nextInt(left.size())));
        }
        return some;
    }

    static CellValue cellOrEmpty(SplittableRandom random, ColumnType type, int emptyOneIn) {
        return one(random, emptyOneIn) ? CellValue.none() : cell(random, type);
    }

    /** Returns content that a column of this type takes. */
    static CellValue cell(SplittableRandom random, ColumnType type) {
        if (type.isExact()) {
            return exact(random, type);
        }
        if (type instanceof Simple simple) {
            return switch (simple) {
                case DOUBLE -> CellValue.of(random.nextInt(-40, 41) / 4.0);
                case TEXT, BOOLEAN ->
                    simple == Simple.TEXT ? CellValue.of(of(random, TEXTS)) : CellValue.of(random.nextBoolean());
                case DATE -> CellValue.of(day(random));
                case TIMESTAMP -> CellValue.of(time(random));
            };
        }
        throw new IllegalArgumentException("nothing to draw for " + type.sqlName());
    }

    private static LocalDate day(SplittableRandom random) {
        return LocalDate.of(2023, 12, 25).plusDays(random.nextInt(80));
    }

    private static LocalDateTime time(SplittableRandom random) {
        return day(random).atTime(random.nextInt(24), 0).plusNanos(random.nextInt(3) * 1_000L);
    }

    private static CellValue exact(SplittableRandom random, ColumnType type) {
        if (one(random, 40)) {
            var extreme = type.maxUnits().min(MOST_THAT_ADDS_UP);
            return type.ofUnits(random.nextBoolean() ? extreme : extreme.not().max(type.minUnits()));
        }
        var most = type.maxUnits().min(BigInteger.valueOf(one(random, 3) ? 5_000 : 12));
        int bound = most.intValueExact();
        return type.ofUnits(BigInteger.valueOf(one(random, 4) ? 0 : random.nextInt(-bound / 2, bound + 1)));
    }
}
