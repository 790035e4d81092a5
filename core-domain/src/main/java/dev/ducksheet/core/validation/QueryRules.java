package dev.ducksheet.core.validation;

import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Names;
import dev.ducksheet.core.model.SavedQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What must be true of saved queries and of what their parameters are given. */
public final class QueryRules {
    /** The most characters of a saved query's description. */
    private static final int MAX_DESCRIPTION = 10_000;

    private QueryRules() {}

    /** Returns a query to be saved whose defaults have the types of their parameters. */
    static BoundTable bind(TableEdit.SaveQuery edit) {
        var query = edit.query();
        TableRules.requireName(query.name(), "/name");
        if (query.description().length() > MAX_DESCRIPTION) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    "/description",
                    "the description has " + query.description().length() + " characters; " + MAX_DESCRIPTION
                            + " are the most");
        }
        var parameters = query.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            requireUsable(parameters.get(i), "/parameters/" + i);
        }
        var bound = parameters.stream().map(QueryRules::fitted).toList();
        return new BoundTable.SaveQuery(
                new SavedQuery(query.name(), query.sql(), query.description(), bound), edit.mayReplace());
    }

    private static void requireUsable(SavedQuery.Parameter parameter, String pointer) {
        if (!parameter.name().matches("[A-Za-z_][A-Za-z0-9_]{0,63}")) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    pointer + "/name",
                    "the parameter '" + parameter.name() + "' is no name that a query can use; take up to 64 letters,"
                            + " digits and underscores, such as from_day");
        }
        if (SavedQuery.RESERVED.contains(Names.fold(parameter.name()))) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    pointer + "/name",
                    "no parameter can be named " + parameter.name()
                            + ", which says how a query is run; choose another");
        }
        if (parameter.type() instanceof ColumnType.Opaque) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    pointer + "/type",
                    "parameter " + parameter.name() + " would be "
                            + parameter.type().sqlName() + ", of which no value can be given");
        }
    }

    private static SavedQuery.Parameter fitted(SavedQuery.Parameter parameter) {
        return parameter.byDefault() instanceof SavedQuery.Default.Value value
                ? new SavedQuery.Parameter(
                        parameter.name(),
                        parameter.type(),
                        new SavedQuery.Default.Value(fit(value.value(), parameter, "/parameters")))
                : parameter;
    }

    /** Refuses a new query of a name that another has. */
    public static void requireMayBeSaved(List<SavedQuery> present, BoundTable.SaveQuery edit) {
        var other = present.stream()
                .map(SavedQuery::name)
                .filter(name -> Names.fold(name).equals(Names.fold(edit.query().name())))
                .findFirst();
        boolean isItself = other.isPresent() && other.get().equals(edit.query().name());
        if (other.isPresent() && !(isItself && edit.mayReplace())) {
            throw new RefusedException(
                    Reason.ALREADY_EXISTS,
                    "/name",
                    "there is a query named '" + other.get() + "'; choose another name, or replace that one");
        }
    }

    /**
     * Returns the saved query of that name.
     *
     * @throws RefusedException if there is none
     */
    public static SavedQuery find(List<SavedQuery> present, String name) {
        return present.stream()
                .filter(query -> query.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(present, name));
    }

    /** Returns the refusal of a name that no saved query has. */
    public static RefusedException unknown(List<SavedQuery> present, String name) {
        var names = present.stream().map(SavedQuery::name).collect(Collectors.joining(", "));
        return new RefusedException(
                Reason.UNKNOWN_QUERY,
                "",
                "there is no saved query '" + name + "'; there is " + (names.isEmpty() ? "none at all" : names));
    }

    /**
     * Returns a value for each parameter of a saved query, of its type: the given one or the default.
     *
     * @param given by names whose case does not matter
     * @throws RefusedException if one is missing, is of another type, or is for no parameter
     */
    public static Map<String, CellValue> arguments(SavedQuery query, Map<String, CellValue> given) {
        Map<String, CellValue> rest = new LinkedHashMap<>();
        given.forEach((name, value) -> rest.put(Names.fold(name), value));
        var values = new LinkedHashMap<String, CellValue>();
        for (var parameter : query.parameters()) {
            var pointer = "/parameters/" + parameter.name();
            var value = Optional.ofNullable(rest.remove(Names.fold(parameter.name())));
            values.put(
                    parameter.name(),
                    value.map(it -> fit(it, parameter, pointer)).orElseGet(() -> byDefault(query, parameter, pointer)));
        }
        for (var name : rest.keySet()) {
            throw new RefusedException(
                    Reason.QUERY_REJECTED,
                    "/parameters/" + name,
                    "query " + query.name() + " has no parameter $" + name + "; it has " + query.parameterNames());
        }
        return values;
    }

    private static CellValue byDefault(SavedQuery query, SavedQuery.Parameter parameter, String pointer) {
        if (parameter.byDefault() instanceof SavedQuery.Default.Value value) {
            return value.value();
        }
        throw new RefusedException(
                Reason.QUERY_REJECTED,
                pointer,
                "query " + query.name() + " needs a value for $" + parameter.name() + ", a "
                        + parameter.type().sqlName());
    }

    private static CellValue fit(CellValue value, SavedQuery.Parameter parameter, String pointer) {
        try {
            return Fitting.toStore(value, parameter.column(), pointer);
        } catch (RefusedException e) {
            var detail = e.refusal().detail().replaceFirst("^column ", "parameter ");
            throw new RefusedException(e.refusal().reason(), pointer, detail);
        }
    }
}
