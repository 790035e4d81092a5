package dev.ducksheet.cli.remote;

import dev.ducksheet.core.model.ColumnType;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The types of columns, from the names that they have on the wire. */
final class Types {
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d{1,2}), ?(\\d{1,2})\\)");

    private Types() {}

    static ColumnType named(String name) {
        Matcher decimal = DECIMAL.matcher(name);
        if (decimal.matches()) {
            return ColumnType.decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        return Stream.concat(
                        Stream.of(8, 16, 32, 64, 128).map(ColumnType.Whole::new),
                        Arrays.stream(ColumnType.Simple.values()))
                .filter(type -> type.sqlName().equals(name))
                .map(ColumnType.class::cast)
                .findFirst()
                .orElseGet(() -> new ColumnType.Opaque(name));
    }
}
