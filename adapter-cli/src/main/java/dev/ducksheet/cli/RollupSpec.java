package dev.ducksheet.cli;

import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.Names;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parts of a rollup as they are typed.
 *
 * @param tables those that the rollup reads
 */
record RollupSpec(List<String> tables) {
    private static final Pattern PART_OF = Pattern.compile("([A-Za-z]+) of (.+)", Pattern.DOTALL);

    /** Reads {@code TABLE.COLUMN=BASE_COLUMN}. The table's name ends at the first dot. */
    static Join join(String text) {
        int equals = text.indexOf('=');
        int dot = text.indexOf('.');
        if (dot < 1 || equals < dot + 2 || equals == text.length() - 1) {
            throw refused(text, "is no join; write TABLE.COLUMN=COLUMN, as in product.product_id=product_id");
        }
        return new Join(text.substring(0, dot), text.substring(dot + 1, equals), text.substring(equals + 1));
    }

    /** Reads {@code NAME=TABLE.COLUMN}. */
    Level level(String text) {
        var part = Part.of(text, "a level", "NAME=TABLE.COLUMN, as in brand=product.brand");
        return new Level(part.name, source(part.rest));
    }

    /** Reads {@code NAME=[PART of ]TABLE.COLUMN}. */
    Axis axis(String text) {
        var part = Part.of(text, "an axis", "NAME=[PART of ]TABLE.COLUMN, as in \"month=month of sales.day\"");
        var partOf = PART_OF.matcher(part.rest);
        return partOf.matches()
                ? new Axis(part.name, source(partOf.group(2)), partOfDay(partOf.group(1)))
                : new Axis(part.name, source(part.rest), Axis.Part.VALUE);
    }

    /** Reads {@code NAME[=[AGGREGATE of ]COLUMN]}. */
    static Measure measure(String text) {
        var part = Part.of(
                text.contains("=") ? text : text + "=" + text,
                "a measure",
                "NAME=[AGGREGATE of ]COLUMN, as in \"average=avg of net_price\"");
        var aggregateOf = PART_OF.matcher(part.rest);
        return aggregateOf.matches()
                ? new Measure(part.name, aggregate(aggregateOf.group(1)), aggregateOf.group(2))
                : new Measure(part.name, part.rest);
    }

    private static Aggregate aggregate(String text) {
        return Aggregate.named(text).orElseThrow(() -> refused(text, "is no aggregate; there are " + Aggregate.NAMES));
    }

    /** Reads {@code NAME[,NAME...]}, or nothing for no names. */
    static List<String> names(String text) {
        return text.isBlank()
                ? List.of()
                : Stream.of(text.split(",", -1)).map(String::strip).toList();
    }

    /** Returns a name, or ends the command with what a name is. */
    static String name(String text) {
        Names.objection(text).ifPresent(objection -> {
            throw refused(text, objection);
        });
        return text;
    }

    private ColumnRef source(String text) {
        return ColumnRef.parse(text, tables)
                .orElseThrow(() ->
                        refused(text, "is no column of " + String.join(", ", tables) + "; write it as TABLE.COLUMN"));
    }

    private static Axis.Part partOfDay(String text) {
        return Axis.Part.named(text)
                .orElseThrow(() -> refused(text, "is no part of a date; there are " + Axis.Part.NAMES));
    }

    private static CommandFailedException refused(String text, String what) {
        return CommandFailedException.refused("'" + text + "' " + what);
    }

    /** What is named, and what is said of it. */
    private record Part(String name, String rest) {
        static Part of(String text, String kind, String form) {
            int equals = text.indexOf('=');
            if (equals < 1 || equals == text.length() - 1) {
                throw refused(text, "is not " + kind + "; write " + form);
            }
            return new Part(RollupSpec.name(text.substring(0, equals)), text.substring(equals + 1));
        }
    }
}
