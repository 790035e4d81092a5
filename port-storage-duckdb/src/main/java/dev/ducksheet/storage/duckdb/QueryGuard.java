package dev.ducksheet.storage.duckdb;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Says whether a text is one query that only reads users' tables. It looks at the tree that DuckDB's own parser makes of
 * the text; that nothing is written and no file is read, the transaction and the settings see to.
 */
final class QueryGuard {
    private static final Set<String> HARMLESS_SOURCES =
            Set.of("range", "generate_series", "unnest", "repeat", "repeat_row", "json_each", "json_tree");
    private static final Set<String> REVEALING_FUNCTIONS = Set.of(
            "current_setting",
            "getvariable",
            "getenv",
            "current_query",
            "current_query_id",
            "current_connection_id",
            "current_transaction_id",
            "txid_current",
            "write_log",
            "nextval",
            "currval",
            "json_execute_serialized_sql");
    private static final Set<String> OPEN_SCHEMAS = Set.of("", "main");
    private static final Set<String> OPEN_CATALOGS = Set.of("", "workbook");
    private static final Set<String> SYSTEM_PREFIXES = Set.of("duckdb_", "pragma_", "sqlite_", "pg_", "ducksheet_");

    private final Set<String> refusedFunctions;

    private QueryGuard(Set<String> refusedFunctions) {
        this.refusedFunctions = refusedFunctions;
    }

    static QueryGuard of(Session session) throws SQLException {
        var refused = new HashSet<>(
                session.texts(
                        Sql.of(
                                "SELECT DISTINCT lower(function_name) FROM duckdb_functions() WHERE function_type IN ('table', 'pragma')")));
        refused.removeAll(HARMLESS_SOURCES);
        refused.addAll(REVEALING_FUNCTIONS);
        return new QueryGuard(refused);
    }

    /**
     * Returns why the text may not run.
     *
     * @param isSheet says whether a table or view of the users has that name
     */
    Optional<String> objection(Session session, String text, Predicate<String> isSheet) throws SQLException {
        var tree = session.texts(Sql.of("SELECT CAST(json_serialize_sql(CAST(? AS VARCHAR)) AS VARCHAR)", text))
                .get(0);
        return CellJson.read(tree, json -> objection(json, isSheet));
    }

    /** Returns the text as DuckDB's parser understood it: one query without comments and semicolons. */
    static String canonical(Session session, String text) throws SQLException {
        return session.texts(Sql.of("SELECT json_deserialize_sql(json_serialize_sql(CAST(? AS VARCHAR)))", text))
                .get(0);
    }

    private Optional<String> objection(JsonParser json, Predicate<String> isSheet) throws IOException {
        int statements = 0;
        boolean failed = false;
        String field = "";
        while (json.nextToken() != null) {
            if (json.currentToken() == JsonToken.FIELD_NAME) {
                field = json.currentName();
            } else if (field.equals("error") && json.currentToken() == JsonToken.VALUE_TRUE) {
                failed = true;
            } else if (failed && field.equals("error_message")) {
                return Optional.of(parseFailure(json.getText()));
            } else if (json.currentToken() == JsonToken.START_OBJECT && isStatement(json)) {
                statements++;
            } else if (json.currentToken() == JsonToken.VALUE_STRING) {
                var objection = objection(field, json.getText(), isSheet);
                if (objection.isPresent()) {
                    return objection;
                }
            }
        }
        return statements == 1
                ? Optional.empty()
                : Optional.of("one query at a time; the text has " + statements + " statements");
    }

    private static boolean isStatement(JsonParser json) {
        var array = json.getParsingContext().getParent();
        return array != null
                && array.inArray()
                && array.getParent().inObject()
                && array.getParent().getParent().inRoot()
                && "statements".equals(array.getParent().getCurrentName());
    }

    private static String parseFailure(String message) {
        return message.startsWith("Only SELECT statements")
                ? "only a SELECT can be run here; a PIVOT names its values with IN (…)"
                : message;
    }

    private Optional<String> objection(String field, String value, Predicate<String> isSheet) {
        var name = value.toLowerCase(Locale.ROOT);
        return switch (field) {
            case "function_name" ->
                refusedFunctions.contains(name) || isSystem(name)
                        ? Optional.of("the function " + value + " cannot be used here")
                        : Optional.empty();
            case "schema_name", "schema" ->
                OPEN_SCHEMAS.contains(name)
                        ? Optional.empty()
                        : Optional.of("the schema " + value + " cannot be read here");
            case "catalog_name", "catalog" ->
                OPEN_CATALOGS.contains(name)
                        ? Optional.empty()
                        : Optional.of("the database " + value + " cannot be read here");
            case "table_name" ->
                isSystem(name) && !isSheet.test(value)
                        ? Optional.of("the table " + value + " cannot be read here")
                        : Optional.empty();
            case "type" -> value.equals("SHOW_REF") ? Optional.of("only a SELECT can be run here") : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean isSystem(String name) {
        return SYSTEM_PREFIXES.stream().anyMatch(name::startsWith);
    }
}
