package dev.ducksheet.cli;

import dev.ducksheet.core.edit.ColumnDefinition;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import java.util.regex.Pattern;

/** Columns as they are typed: {@code NAME TYPE [NOT NULL] [UNIQUE] [DEFAULT VALUE]}, the name in quotes if need be. */
final class ColumnSpec {
    private static final Pattern SPEC = Pattern.compile(
            "\\s*(\"(?:[^\"]|\"\")+\"|\\S+)\\s+([A-Za-z]+(?:\\s*\\([^)]*\\))?)(\\s+NOT\\s+NULL)?(\\s+UNIQUE)?"
                    + "(?:\\s+DEFAULT\\s+(.+?))?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private ColumnSpec() {}

    /** Reads a column, or ends the command with what a column is. */
    static ColumnDefinition parse(String text) {
        var spec = SPEC.matcher(text);
        if (!spec.matches()) {
            throw CommandFailedException.refused(
                    "'" + text
                            + "' is no column; write NAME TYPE [NOT NULL] [UNIQUE] [DEFAULT VALUE], as in \"price DECIMAL(18,2)\"");
        }
        return new ColumnDefinition(
                name(spec.group(1)),
                type(spec.group(2)),
                spec.group(3) == null,
                spec.group(4) != null,
                spec.group(5) == null ? CellValue.none() : CellValue.of(unquoted(spec.group(5))));
    }

    /** Reads a type, or ends the command with which there are. */
    static ColumnType type(String text) {
        return ColumnType.named(text)
                .orElseThrow(() -> CommandFailedException.refused("'" + text
                        + "' is no type; there are TINYINT, SMALLINT, INTEGER, BIGINT, HUGEINT, DECIMAL(p,s), DOUBLE,"
                        + " VARCHAR, BOOLEAN, DATE, TIMESTAMP"));
    }

    private static String name(String text) {
        return text.startsWith("\"") ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("'") && text.endsWith("'");
        return quoted ? text.substring(1, text.length() - 1).replace("''", "'") : text;
    }
}
