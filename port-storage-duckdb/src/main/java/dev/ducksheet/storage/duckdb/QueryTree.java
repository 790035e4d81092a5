package dev.ducksheet.storage.duckdb;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is in the tree that DuckDB's parser makes of a text, as its JSON tells. */
final class QueryTree {
    /** About 150 expressions in one another; DuckDB and Jackson both go deeper, but on stacks that are not endless. */
    private static final int MAX_DEPTH = 450;

    /** To name as many columns alike takes DuckDB time by the square, in which it does not hear that it should end. */
    private static final int MAX_SELECTED = 1_600;

    /** How often stars may show one column, by the most that is possible: the same holds for them. */
    private static final long MAX_STARRED = 10_000;

    private static final Set<String> OPEN_SCHEMAS = Set.of("", "main");
    private static final Set<String> OPEN_CATALOGS = Set.of("", "workbook");
    private static final Set<String> HARMLESS_SOURCES =
            Set.of("range", "generate_series", "unnest", "repeat", "repeat_row", "json_each", "json_tree");
    private static final String PARAMETER = "PARAMETER";

    private final Set<String> tables = new LinkedHashSet<>();
    private final Set<String> expressions = new LinkedHashSet<>();
    private final Set<String> functions = new LinkedHashSet<>();
    private final Set<String> sources = new LinkedHashSet<>();
    private final List<String> parameters = new ArrayList<>();
    private final List<String> objections = new ArrayList<>();
    private final Deque<Selection> selections = new ArrayDeque<>();
    private long starred = 1;
    private String latest = "";
    private int statements;

    private QueryTree() {}

    /** One SELECT, in an object so deep; how many stars it has and from how many tables it reads. */
    private static final class Selection {
        private final int depth;
        private int stars;
        private int tables;

        private Selection(int depth) {
            this.depth = depth;
        }

        private long starred() {
            return Math.max(1, (long) stars * tables);
        }
    }

    static QueryTree read(String tree) {
        var found = new QueryTree();
        CellJson.read(tree, json -> {
            found.walk(json);
            return found;
        });
        return found;
    }

    /** Returns the names of all that is read like a table, as they were written. */
    Set<String> tables() {
        return tables;
    }

    /** Returns the names of common table expressions, wherever they hold. */
    Set<String> expressions() {
        return expressions;
    }

    /** Returns the names of the functions, in small letters. */
    Set<String> functions() {
        return functions;
    }

    /** Returns the names of the parameters, in the order of their numbers. */
    List<String> parameters() {
        return parameters;
    }

    /**
     * Returns why the text may not run, whatever the tables are.
     *
     * @param toFunction says what is to be said against a function, by its name in small letters
     */
    Optional<String> objection(Function<String, Optional<String>> toFunction) {
        if (!objections.isEmpty()) {
            return Optional.of(objections.get(0));
        }
        var refused = Stream.concat(
                        sources.stream()
                                .filter(name -> !HARMLESS_SOURCES.contains(name))
                                .map(QueryTree::refusal),
                        functions.stream().flatMap(name -> toFunction.apply(name).stream()))
                .findFirst();
        if (refused.isPresent()) {
            return refused;
        }
        return statements == 1
                ? Optional.empty()
                : Optional.of("one query at a time; the text has " + statements + " statements");
    }

    private static String refusal(String source) {
        return "nothing can be read from " + source + "() here";
    }

    /** The objects that the parser is in, each with its class once it is known. */
    private void walk(JsonParser json) throws IOException {
        Deque<String> classes = new ArrayDeque<>();
        int depth = 0;
        for (var token = json.currentToken(); token != null; token = json.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                statements += isStatement(json) ? 1 : 0;
                classes.push("");
                requireNotTooWide(json);
            } else if (token == JsonToken.END_OBJECT) {
                classes.pop();
                endSelection(classes.size());
            } else if (token == JsonToken.VALUE_STRING) {
                text(json, classes);
            } else if (token == JsonToken.VALUE_TRUE && "error".equals(json.currentName())) {
                failed(json);
                return;
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth > MAX_DEPTH) {
                objections.add("the query is nested too deeply; take it apart, with WITH for example");
                return;
            }
        }
    }

    private void requireNotTooWide(JsonParser json) {
        var list = json.getParsingContext().getParent();
        if (list.inArray()
                && list.getCurrentIndex() >= MAX_SELECTED
                && "select_list".equals(list.getParent().getCurrentName())) {
            objections.add("the query selects more than " + MAX_SELECTED + " columns; make rows of them instead");
        }
    }

    private void endSelection(int depth) {
        if (selections.isEmpty() || selections.peek().depth <= depth) {
            return;
        }
        starred = Math.min(MAX_STARRED + 1, starred * selections.pop().starred());
        if (starred > MAX_STARRED) {
            objections.add("the query has stars over stars, which may be too many columns; name the columns");
        }
    }

    private void counted(Consumer<Selection> count) {
        if (!selections.isEmpty()) {
            count.accept(selections.peek());
        }
    }

    private static boolean isStatement(JsonParser json) {
        var array = json.getParsingContext().getParent();
        return array != null
                && array.inArray()
                && array.getParent().inObject()
                && array.getParent().getParent().inRoot()
                && "statements".equals(array.getParent().getCurrentName());
    }

    private void failed(JsonParser json) throws IOException {
        var message = "it cannot be parsed";
        while (json.nextToken() != null) {
            if (json.currentToken() == JsonToken.VALUE_STRING && "error_message".equals(json.currentName())) {
                message = json.getText();
            }
        }
        objections.add(
                message.startsWith("Only SELECT statements")
                        ? "only a SELECT can be run here; a PIVOT names its values with IN (…)"
                        : message);
    }

    private void text(JsonParser json, Deque<String> classes) throws IOException {
        var field = json.currentName();
        var value = json.getText();
        if (field == null) {
            return;
        }
        switch (field) {
            case "class" -> {
                classes.pop();
                classes.push(value);
                if (value.equals("STAR")) {
                    counted(selection -> selection.stars++);
                }
            }
            case "type" -> type(value, classes.size());
            case "identifier" -> parameter(value, classes);
            case "function_name" -> function(json, value.toLowerCase(Locale.ROOT));
            case "table_name" -> tables.add(value);
            case "cte_name" -> expressions.add(value);
            case "key" -> key(json, value);
            case "schema" -> {
                requireUnsaid(value);
                requireOpen(OPEN_SCHEMAS, "schema", value);
            }
            case "schema_name" -> requireOpen(OPEN_SCHEMAS, "schema", value);
            case "catalog_name", "catalog" -> requireOpen(OPEN_CATALOGS, "database", value);
            default -> {
                // says nothing of what is read
            }
        }
    }

    private void type(String type, int depth) {
        switch (type) {
            case "SHOW_REF" -> objections.add("only a SELECT can be run here");
            case "SELECT_NODE" -> selections.push(new Selection(depth));
            case "BASE_TABLE", "SUBQUERY", "TABLE_FUNCTION", "EXPRESSION_LIST" ->
                counted(selection -> selection.tables++);
            default -> {
                // says nothing of what is read
            }
        }
    }

    /** What a query reads from is told as {"type": "TABLE_FUNCTION", "function": {"function_name": name, …}}. */
    private static boolean isSource(JsonParser json) {
        return "function".equals(json.getParsingContext().getParent().getCurrentName());
    }

    private void function(JsonParser json, String name) {
        (isSource(json) ? sources : functions).add(name);
        latest = name;
    }

    /** A function that is named whole would be found beside the guard of its name; its schema is told after its name. */
    private void requireUnsaid(String schema) {
        if (!schema.isEmpty() && QueryFunctions.isGuarded(latest)) {
            objections.add("call " + latest + " without the name of a schema");
        }
    }

    private void parameter(String name, Deque<String> classes) {
        if (PARAMETER.equals(classes.peek()) && !parameters.contains(name)) {
            parameters.add(name);
        }
    }

    /** Common table expressions stand in {"cte_map": {"map": [{"key": name, "value": …}]}}. */
    private void key(JsonParser json, String name) {
        var list = json.getParsingContext().getParent();
        if (list != null && list.inArray() && "map".equals(list.getParent().getCurrentName())) {
            expressions.add(name);
        }
    }

    private void requireOpen(Set<String> open, String what, String name) {
        if (!open.contains(name.toLowerCase(Locale.ROOT))) {
            objections.add("the " + what + " " + name + " cannot be read here");
        }
    }

    /** Returns the tree with numbers in the place of its parameters' names. */
    String numbered(String tree) {
        return CellJson.text(to -> CellJson.read(tree, from -> {
            number(from, to);
            return tree;
        }));
    }

    private void number(JsonParser from, JsonGenerator to) throws IOException {
        Deque<String> classes = new ArrayDeque<>();
        for (var token = from.currentToken(); token != null; token = from.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                classes.push("");
            } else if (token == JsonToken.END_OBJECT) {
                classes.pop();
            }
            if (token == JsonToken.VALUE_STRING && "class".equals(from.currentName())) {
                classes.pop();
                classes.push(from.getText());
            }
            boolean isParameter = token == JsonToken.VALUE_STRING
                    && "identifier".equals(from.currentName())
                    && PARAMETER.equals(classes.peek());
            if (isParameter) {
                to.writeString(Integer.toString(parameters.indexOf(from.getText()) + 1));
            } else {
                to.copyCurrentEventExact(from);
            }
        }
    }
}
