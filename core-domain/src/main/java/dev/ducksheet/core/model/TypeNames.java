package dev.ducksheet.core.model;

import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.ColumnType.Whole;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names of column types. */
final class TypeNames {
    private static final Pattern DECIMAL =
            Pattern.compile("(?:DECIMAL|NUMERIC)\\s*\\(\\s*(\\d{1,2})\\s*(?:,\\s*(\\d{1,2})\\s*)?\\)");

    private TypeNames() {}

    static Optional<ColumnType> read(String text) {
        var name = text.strip().toUpperCase(Locale.ROOT);
        var decimal = DECIMAL.matcher(name);
        if (decimal.matches()) {
            int scale = decimal.group(2) == null ? 0 : Integer.parseInt(decimal.group(2));
            return decimal(Integer.parseInt(decimal.group(1)), scale);
        }
        return Optional.ofNullable(
                switch (name) {
                    case "TINYINT" -> new Whole(8);
                    case "SMALLINT" -> new Whole(16);
                    case "INTEGER", "INT" -> new Whole(32);
                    case "BIGINT" -> new Whole(64);
                    case "HUGEINT" -> new Whole(128);
                    case "DOUBLE" -> Simple.DOUBLE;
                    case "VARCHAR", "TEXT", "STRING" -> Simple.TEXT;
                    case "BOOLEAN", "BOOL" -> Simple.BOOLEAN;
                    case "DATE" -> Simple.DATE;
                    case "TIMESTAMP", "DATETIME" -> Simple.TIMESTAMP;
                    default -> null;
                });
    }

    private static Optional<ColumnType> decimal(int precision, int scale) {
        boolean exists = precision >= 1 && precision <= 38 && scale <= precision;
        return exists ? Optional.of(ColumnType.decimal(precision, scale)) : Optional.empty();
    }
}
