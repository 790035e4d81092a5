package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Names;
import dev.ducksheet.core.model.Sheet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets through what is one query that reads users' sheets and nothing else. It looks at the tree that DuckDB's own parser
 * makes of a text, and knows what may be in it: everything else is refused, also what a newer DuckDB may bring. That
 * nothing is written and no file is read, the transaction and the settings see to besides.
 */
final class QueryGuard {
    /** More characters no query has that a person wrote. */
    private static final int MAX_LENGTH = 100_000;

    private final QueryFunctions functions;

    private QueryGuard(QueryFunctions functions) {
        this.functions = functions;
    }

    static QueryGuard of(Session session) throws SQLException {
        return new QueryGuard(QueryFunctions.read(session));
    }

    /** What came of looking at a text. */
    sealed interface Verdict {
        /** It may run. */
        record Accepted(ParsedQuery query) implements Verdict {}

        /** It may not. */
        record Refused(String reason) implements Verdict {}
    }

    /** Parses a text and says whether it may run. */
    Verdict judge(Session session, String text, Catalog catalog) throws SQLException {
        if (text.length() > MAX_LENGTH) {
            return new Verdict.Refused("the query has " + text.length() + " characters; " + MAX_LENGTH
                    + " are the most; hand long lists over as parameters");
        }
        var tree = session.texts(Sql.of("SELECT CAST(json_serialize_sql(CAST(? AS VARCHAR)) AS VARCHAR)", text))
                .get(0);
        var found = QueryTree.read(tree);
        var objection = found.objection(functions::objection);
        if (objection.isPresent()) {
            return new Verdict.Refused(objection.get());
        }
        var sheets = new HashSet<String>();
        var unknown = unknown(found, catalog, sheets);
        if (unknown.isPresent()) {
            return new Verdict.Refused(unknown.get());
        }
        var numbered = session.texts(Sql.of("SELECT json_deserialize_sql(CAST(? AS JSON))", found.numbered(tree)))
                .get(0);
        return new Verdict.Accepted(new ParsedQuery(numbered, found.parameters(), sheets, found.functions()));
    }

    /** Whatever the query names is a sheet or one of its own expressions; a file or a hidden table never is. */
    private static Optional<String> unknown(QueryTree found, Catalog catalog, Set<String> sheets) {
        Map<String, String> known = catalog.sheets().stream()
                .map(Sheet::name)
                .collect(Collectors.toMap(Names::fold, name -> name, (one, other) -> one));
        var own = found.expressions().stream().map(Names::fold).collect(Collectors.toSet());
        for (var name : found.tables()) {
            var sheet = known.get(Names.fold(name));
            if (sheet != null) {
                sheets.add(sheet);
            } else if (!own.contains(Names.fold(name))) {
                return Optional.of("there is no table '" + name + "' to read here; there is "
                        + (known.isEmpty()
                                ? "none at all"
                                : known.values().stream().sorted().collect(Collectors.joining(", "))));
            }
        }
        return Optional.empty();
    }
}
