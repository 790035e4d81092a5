package dev.ducksheet.core.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A read-only query that is kept under a name.
 *
 * @param description for people; may be empty
 * @param parameters those that the text names as {@code $name}
 */
public record SavedQuery(String name, String sql, String description, List<Parameter> parameters) {
    /** What whoever runs a query says beside its parameters, so that no parameter may be named so. */
    public static final Set<String> RESERVED = Set.of("format", "limit", "timeout");

    /** Refuses a query without a name, and two parameters that nobody could tell apart. */
    public SavedQuery {
        Names.check("query", name);
        parameters = List.copyOf(parameters);
        var names = new HashSet<String>();
        for (var parameter : parameters) {
            if (!names.add(Names.fold(parameter.name()))) {
                throw new IllegalArgumentException("query " + name + " has parameter " + parameter.name() + " twice");
            }
        }
    }

    /**
     * What is filled in when the query is run.
     *
     * @param type of the values
     */
    public record Parameter(String name, ColumnType type, Default byDefault) {
        /** Refuses a parameter without a name. */
        public Parameter {
            Names.check("parameter", name);
        }

        /** Returns the parameter as a column whose cells it takes. */
        public Column column() {
            return Column.of(name, type);
        }
    }

    /** What a parameter is if nobody says. */
    public sealed interface Default {
        /** Somebody has to say. */
        record None() implements Default {}

        /** This value, which may be empty. */
        record Value(CellValue value) implements Default {}
    }

    /** Returns the names of the parameters, for a message. */
    public String parameterNames() {
        return parameters.isEmpty()
                ? "no parameters"
                : parameters.stream().map(parameter -> "$" + parameter.name()).collect(Collectors.joining(", "));
    }
}
