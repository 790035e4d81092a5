package dev.ducksheet.storage.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The functions that a query may use: those of a list, which has none that reaches a file, a setting, a secret or what
 * others do, and the file's own macros that only compute. Whatever DuckDB has besides, today or in another version, is
 * refused.
 */
final class QueryFunctions {
    /** The most characters that a function may make of one row where it makes many of few: rows come by thousands. */
    private static final String MOST = "100000";

    /**
     * What stands before functions that make much of little, in one step that nothing can interrupt. The guard is in an
     * argument, so that the optimiser cannot compute what is guarded beforehand.
     */
    private static final Map<String, String> GUARDS = Map.of(
            "repeat",
            "(a, n) AS system.main.repeat(a, " + atMost("strlen(CAST(a AS VARCHAR)) * n", "n") + ")",
            "lpad",
            "(a, n, c) AS system.main.lpad(a, " + atMost("n", "n") + ", c)",
            "rpad",
            "(a, n, c) AS system.main.rpad(a, " + atMost("n", "n") + ", c)",
            "replace",
            "(a, b, c) AS system.main.replace(a, b, " + atMost("strlen(a) * strlen(c)", "c") + ")",
            "regexp_replace",
            "(a, b, c) AS system.main.regexp_replace(a, b, " + atMost("strlen(a) * strlen(c)", "c")
                    + "), (a, b, c, o) AS system.main.regexp_replace(a, b, " + atMost("strlen(a) * strlen(c)", "c")
                    + ", o)");

    private final Set<String> allowed;

    private static String atMost(String characters, String argument) {
        return "CASE WHEN " + characters + " > " + MOST + " THEN error('this would make more than " + MOST
                + " characters of one row') ELSE " + argument + " END";
    }

    /** Returns the statements that guard functions from now on, in a session of its own. */
    static List<String> guards(Set<String> functions) {
        return functions.stream()
                .filter(GUARDS::containsKey)
                .sorted()
                .map(name -> "CREATE TEMP MACRO " + name + GUARDS.get(name))
                .toList();
    }

    static boolean isGuarded(String function) {
        return GUARDS.containsKey(function);
    }

    private QueryFunctions(Set<String> allowed) {
        this.allowed = allowed;
    }

    static QueryFunctions read(Session session) throws SQLException {
        var listed = new QueryFunctions(listed());
        var allowed = new HashSet<>(listed.allowed);
        var macros = session.texts(Sql.of("""
                SELECT DISTINCT lower(function_name) FROM duckdb_functions()
                WHERE database_name = 'workbook' AND schema_name = 'main' AND NOT internal AND function_type = 'macro'"""));
        for (var macro : macros) {
            if (listed.isPlain(session, macro)) {
                allowed.add(macro);
            }
        }
        return new QueryFunctions(allowed);
    }

    /** A macro that reads tables would hide from {@link ParsedQuery} what a query reads. */
    private boolean isPlain(Session session, String macro) throws SQLException {
        var trees = session.texts(Sql.of("""
                SELECT CAST(json_serialize_sql('SELECT ' || macro_definition) AS VARCHAR) FROM duckdb_functions()
                WHERE database_name = 'workbook' AND schema_name = 'main' AND lower(function_name) = CAST(? AS VARCHAR)
                  AND macro_definition IS NOT NULL""", macro));
        return trees.stream()
                .map(QueryTree::read)
                .allMatch(it ->
                        it.tables().isEmpty() && it.objection(this::objection).isEmpty());
    }

    /** Returns the names in the list; a line that begins with # says something about those below it. */
    static Set<String> listed() {
        try (var list = Objects.requireNonNull(QueryFunctions.class.getResourceAsStream("query_functions.txt"))) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("# "))
                    .flatMap(line -> java.util.Arrays.stream(line.split(" ", -1)))
                    .filter(name -> !name.isBlank())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what is to be said against a function, by its name in small letters. */
    Optional<String> objection(String name) {
        return allowed.contains(name) ? Optional.empty() : Optional.of("the function " + name + " cannot be used here");
    }
}
