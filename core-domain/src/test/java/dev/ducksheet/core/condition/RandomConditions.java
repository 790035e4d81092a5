package dev.ducksheet.core.condition;

import dev.ducksheet.core.condition.Condition.Operator;
import dev.ducksheet.core.model.CellValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Conditions that nobody would think of, the same ones for the same seed. */
final class RandomConditions {
    private static final List<String> NAMES = List.of(
            "a",
            "family",
            "_",
            "and",
            "NULL",
            "date",
            "Timestamp",
            "select",
            "net amount",
            "\"",
            "a\"b",
            "it's",
            " ",
            "1st",
            "größe",
            "数量",
            "e\u0301",
            "\u0301",
            "a.b",
            "\uD83E\uDD86",
            "\u202Ea",
            "x;--",
            "a\nb",
            "ILIKE",
            "ſ");

    private static final List<String> PIECES = List.of(
            "x",
            "Elliott",
            "'",
            "''",
            "\"",
            "%",
            "_",
            "\\",
            " ",
            "--",
            "/*",
            ";",
            "\n",
            "\t",
            "ß",
            "東",
            "\uD83E\uDD86",
            "\u202E",
            "\u200B",
            "NULL",
            "(",
            ")",
            "0");

    private static final int DAYS = (int) ChronoUnit.DAYS.between(LocalDate.of(1, 1, 1), LocalDate.of(10000, 1, 1));

    private final Random random;

    RandomConditions(long seed) {
        random = new Random(seed);
    }

    /** Returns a condition that is short enough to be read. */
    Condition next() {
        return Stream.generate(() -> condition(random.nextInt(5)))
                .filter(condition -> condition.text().length() <= ConditionParser.MAX_LENGTH)
                .findFirst()
                .orElseThrow();
    }

    private Condition condition(int depth) {
        if (depth == 0) {
            return predicate();
        }
        return switch (random.nextInt(4)) {
            case 0 -> new Condition.And(several(() -> condition(depth - 1)));
            case 1 -> new Condition.Or(several(() -> condition(depth - 1)));
            case 2 -> new Condition.Not(condition(depth - 1));
            default -> predicate();
        };
    }

    private Condition predicate() {
        var column = new ColumnName(one(NAMES));
        return switch (random.nextInt(6)) {
            case 0 -> new Condition.In(column, several(this::literal));
            case 1 -> new Condition.Between(column, literal(), literal());
            case 2 -> new Condition.Like(column, text());
            case 3 -> new Condition.ILike(column, text());
            case 4 -> new Condition.IsNull(column);
            default -> new Condition.Comparison(column, one(List.of(Operator.values())), literal());
        };
    }

    private CellValue literal() {
        return switch (random.nextInt(6)) {
            case 0 -> CellValue.of(random.nextBoolean());
            case 1 -> CellValue.of(day());
            case 2 -> CellValue.of(day().atStartOfDay().plus(random.nextLong(86_400_000_000L), ChronoUnit.MICROS));
            case 3 -> CellValue.of(text());
            default -> CellValue.of(number());
        };
    }

    private LocalDate day() {
        return LocalDate.of(1, 1, 1).plusDays(random.nextInt(DAYS));
    }

    /** Mostly the numbers that people write, some with a hundred digits, some near the ends of the range. */
    private BigDecimal number() {
        return switch (random.nextInt(4)) {
            case 0 -> BigDecimal.valueOf(random.nextInt(1000) - 500);
            case 1 -> new BigDecimal(new BigInteger(332, random), random.nextInt(1000) - 400);
            case 2 -> new BigDecimal(BigInteger.valueOf(random.nextInt(9) + 1), random.nextInt(2000) - 999);
            default -> BigDecimal.valueOf(random.nextInt(), random.nextInt(12));
        };
    }

    private String text() {
        return String.join(
                "", Stream.generate(() -> one(PIECES)).limit(random.nextInt(5)).toList());
    }

    private <T> List<T> several(Supplier<T> source) {
        return Stream.generate(source).limit(2 + random.nextInt(2)).toList();
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
