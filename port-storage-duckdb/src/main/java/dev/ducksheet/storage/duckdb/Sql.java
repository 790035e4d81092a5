package dev.ducksheet.storage.duckdb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A piece of SQL with the values of its {@code ?} in order. Whatever a user named or wrote enters SQL through {@link
 * #name} or as a parameter.
 */
record Sql(String text, List<@Nullable Object> parameters) {
    private static final Pattern ROW_ID = Pattern.compile("rowid_*", Pattern.CASE_INSENSITIVE);

    static final Sql NONE = of("");
    static final Sql TRUE = of("TRUE");

    static Sql of(String text) {
        return new Sql(text, List.of());
    }

    static Sql of(String text, @Nullable Object... parameters) {
        var list = new ArrayList<@Nullable Object>(parameters.length);
        Collections.addAll(list, parameters);
        return new Sql(text, Collections.unmodifiableList(list));
    }

    /** Quotes an identifier. The one way for a name to get into SQL. */
    static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /**
     * Quotes the name of a column. In DuckDB a column named rowid would hide the row ids, so such a name, and one that
     * could be taken for it, is stored with one more underscore.
     */
    static String column(String name) {
        return name(columnName(name));
    }

    /** Returns the name under which {@link #column} stores a column, without quotes. */
    static String columnName(String name) {
        return ROW_ID.matcher(name).matches() ? name + "_" : name;
    }

    /** Returns the name of the column that {@link #column} stored so. */
    static String columnStored(String stored) {
        return ROW_ID.matcher(stored).matches() && stored.endsWith("_")
                ? stored.substring(0, stored.length() - 1)
                : stored;
    }

    /** Returns the quoted name of a table or view of the users, whole. */
    static String sheet(String name) {
        return "workbook.main." + name(name);
    }

    /** Quotes a string for the few statements that take no parameters. */
    static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    static Sql join(String separator, List<Sql> parts) {
        var text = new StringBuilder();
        var parameters = new ArrayList<@Nullable Object>();
        for (var part : parts) {
            text.append(text.isEmpty() ? "" : separator).append(part.text);
            parameters.addAll(part.parameters);
        }
        return new Sql(text.toString(), Collections.unmodifiableList(parameters));
    }

    Sql plus(String more) {
        return new Sql(text + more, parameters);
    }

    Sql plus(Sql more) {
        return join("", List.of(this, more));
    }

    Sql inParentheses() {
        return new Sql("(" + text + ")", parameters);
    }
}
