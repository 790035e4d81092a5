package dev.ducksheet.http;

import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a request's query; what is unknown, doubled or of the wrong form ends the request. */
final class Parameters {
    private final HttpRequest<?> request;

    private Parameters(HttpRequest<?> request) {
        this.request = request;
    }

    static Parameters of(HttpRequest<?> request, String... known) {
        for (var name : request.getParameters().names()) {
            if (!Set.of(known).contains(name)) {
                throw wrong("unknown parameter \"" + name + "\"; "
                        + (known.length == 0 ? "there are none here" : "known: " + String.join(", ", known)));
            }
            if (request.getParameters().getAll(name).size() > 1) {
                throw wrong(name + " is there twice");
            }
        }
        return new Parameters(request);
    }

    /** Takes parameters of any name, each once. */
    static Parameters any(HttpRequest<?> request) {
        return of(request, request.getParameters().names().toArray(String[]::new));
    }

    /** Returns the parameters that are none of these, by their names. */
    Map<String, String> others(Set<String> known) {
        Map<String, String> others = new LinkedHashMap<>();
        for (var name : request.getParameters().names()) {
            if (!known.contains(name)) {
                text(name).ifPresent(value -> others.put(name, value));
            }
        }
        return others;
    }

    /** Ends a request that has any. */
    static void refuseAll(HttpRequest<?> request) {
        var unused = of(request);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(request.getParameters().get(name));
    }

    /** Returns the names that a comma separates; a name with a comma in it is written "in quotes". */
    List<String> names(String name) {
        var text = text(name).orElse("");
        if (text.isBlank()) {
            return List.of();
        }
        var names = Arrays.stream(text.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                .map(String::strip)
                .map(Parameters::unquoted)
                .toList();
        if (names.stream().anyMatch(String::isBlank)) {
            throw wrong(name + " takes names with commas between them, not \"" + text + "\"");
        }
        return names;
    }

    private static String unquoted(String name) {
        boolean descending = name.startsWith("-");
        var bare = descending ? name.substring(1) : name;
        if (bare.length() < 2 || !bare.startsWith("\"") || !bare.endsWith("\"")) {
            return name;
        }
        return (descending ? "-" : "") + bare.substring(1, bare.length() - 1).replace("\"\"", "\"");
    }

    /** Returns a whole number within bounds. */
    long number(String name, long least, long most, long otherwise) {
        var text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("[0-9]{1,18}")) {
            throw wrong(name + " takes a whole number, not \"" + text.get() + "\"");
        }
        long number = Long.parseLong(text.get());
        if (number < least || number > most) {
            throw wrong(name + " takes " + least + " to " + most + ", not " + number);
        }
        return number;
    }

    static RuntimeException wrong(String detail) {
        return Problem.of(ProblemType.INVALID_PARAMETER, detail).exception();
    }
}
