package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Names;
import dev.ducksheet.core.port.Arguments;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the values that came with a query in the order of its parameters. */
final class QueryArguments {
    private QueryArguments() {}

    /** The values as DuckDB takes them, or why they are not those of the parameters. */
    sealed interface Bound {
        record Values(List<@Nullable Object> values) implements Bound {}

        record Refused(String pointer, String reason) implements Bound {}
    }

    /** @param parameters the names of a {@link ParsedQuery} */
    static Bound bind(List<String> parameters, Arguments arguments) {
        boolean byPlace = parameters.stream().allMatch(QueryArguments::isPlace);
        if (arguments instanceof Arguments.Named named) {
            return byPlace && !parameters.isEmpty()
                    ? new Bound.Refused(
                            "/parameters",
                            "the query tells its parameters by their places: give a list of " + places(parameters)
                                    + " values")
                    : byName(parameters, named.values());
        }
        var values = ((Arguments.Positional) arguments).values();
        if (!byPlace) {
            return new Bound.Refused(
                    "/parameters", "the query names its parameters: give an object with " + names(parameters));
        }
        int places = places(parameters);
        return values.size() == places
                ? byPlace(parameters, values)
                : new Bound.Refused(
                        values.size() > places ? "/parameters/" + places : "/parameters",
                        "the query has " + places + " parameters, and " + values.size() + " values are given; "
                                + (values.size() < places
                                        ? "there is none for $" + (values.size() + 1)
                                        : "leave out number " + (places + 1)));
    }

    private static boolean isPlace(String name) {
        return name.matches("[0-9]+");
    }

    /** A query may use $2 and not $1. */
    private static int places(List<String> parameters) {
        return parameters.stream()
                .mapToInt(name -> name.length() > 5 ? Integer.MAX_VALUE : Integer.parseInt(name))
                .max()
                .orElse(0);
    }

    private static Bound byPlace(List<String> parameters, List<CellValue> values) {
        var ordered = new ArrayList<@Nullable Object>();
        for (var name : parameters) {
            int place = Integer.parseInt(name);
            if (place < 1) {
                return new Bound.Refused("/sql", "parameters count from $1; there is no $" + name);
            }
            ordered.add(value(values.get(place - 1)));
        }
        return new Bound.Values(ordered);
    }

    private static Bound byName(List<String> parameters, Map<String, CellValue> given) {
        Map<String, CellValue> rest = new LinkedHashMap<>();
        given.forEach((name, value) -> rest.put(Names.fold(name), value));
        if (rest.size() < given.size()) {
            return new Bound.Refused(
                    "/parameters", "two values are for one parameter, but for small and capital letters");
        }
        var ordered = new ArrayList<@Nullable Object>();
        var used = new ArrayList<String>();
        for (var name : parameters) {
            var value = rest.get(Names.fold(name));
            if (value == null) {
                return new Bound.Refused("/parameters", "there is no value for $" + name + "; give one by that name");
            }
            ordered.add(value(value));
            used.add(Names.fold(name));
        }
        used.forEach(rest::remove);
        for (var name : rest.keySet()) {
            return new Bound.Refused(
                    "/parameters/" + name, "the query has no parameter $" + name + "; it has " + names(parameters));
        }
        return new Bound.Values(ordered);
    }

    static String names(List<String> parameters) {
        return parameters.isEmpty()
                ? "none"
                : parameters.stream().map(name -> "$" + name).collect(Collectors.joining(", "));
    }

    private static @Nullable Object value(CellValue value) {
        if (value instanceof CellValue.Exact exact) {
            return number(exact.number());
        }
        return value.isNull() ? null : Types.parameter(value).parameters().get(0);
    }

    private static Object number(BigDecimal number) {
        boolean whole = number.scale() == 0 && number.precision() <= 18;
        return whole ? (Object) number.longValueExact() : number;
    }
}
