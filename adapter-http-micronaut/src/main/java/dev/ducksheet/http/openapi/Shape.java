package dev.ducksheet.http.openapi;

import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON Schemas (2020-12), as OpenAPI 3.1 takes them. */
final class Shape {
    private Shape() {}

    static Json.Obj text() {
        return Tree.object("type", "string");
    }

    static Json.Obj text(String description, String example) {
        return Tree.object("type", "string", "description", description, "examples", List.of(example));
    }

    static Json.Obj whole() {
        return Tree.object("type", "integer");
    }

    static Json.Obj whole(String description, long least, long most, long otherwise) {
        return Tree.object(
                "type", "integer", "description", description, "minimum", least, "maximum", most, "default", otherwise);
    }

    static Json.Obj atLeast(long least) {
        return Tree.object("type", "integer", "minimum", least);
    }

    static Json.Obj flag(String description) {
        return Tree.object("type", "boolean", "description", description, "default", false);
    }

    static Json.Obj oneOf(String... words) {
        return Tree.object("type", "string", "enum", List.of(words));
    }

    /** Returns the shape of a condition: a text in the condition language, or an object of equalities. */
    static Json.Obj condition(String description) {
        return either(text(description, "product_id = 4"), row(description + ", as an object of equalities"));
    }

    static Json.Obj cell(String description) {
        return Tree.object("type", List.of("number", "string", "boolean", "null"), "description", description);
    }

    static Json.Obj either(Json.Obj... shapes) {
        return Tree.object("oneOf", List.of(shapes));
    }

    static Json.Obj list(Json items) {
        return Tree.object("type", "array", "items", items);
    }

    static Json.Obj ref(String name) {
        return Tree.object("$ref", "#/components/schemas/" + name);
    }

    static Json.Obj row(String description) {
        return Tree.object("type", "object", "description", description, "additionalProperties", cell("A cell"));
    }

    /** Returns the shape of an object; names and shapes take turns, a name that ends with ? may be missing. */
    static Json.Obj object(String description, Object... namesAndShapes) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (int i = 0; i < namesAndShapes.length; i += 2) {
            var name = (String) namesAndShapes[i];
            boolean optional = name.endsWith("?");
            var bare = optional ? name.substring(0, name.length() - 1) : name;
            properties.put(bare, namesAndShapes[i + 1]);
            if (!optional) {
                required.add(bare);
            }
        }
        return Tree.object(
                "type", "object", "description", description, "properties", properties, "required", required);
    }

    /** Returns the shape of an object that a client sends: it has no other members. */
    static Json.Obj sent(String description, Object... namesAndShapes) {
        return Tree.with(object(description, namesAndShapes), "additionalProperties", false);
    }

    /** Returns a header of an answer. */
    static Json.Obj header(String description) {
        return Tree.object("description", description, "schema", text());
    }

    /** Returns what a body of one type is. */
    static Json.Obj content(Json.Obj shape, Example... examples) {
        var content = Tree.object("schema", shape);
        Map<String, Object> named = new LinkedHashMap<>();
        for (var example : examples) {
            named.put(example.name(), Tree.object("summary", example.summary(), "value", example.value()));
        }
        return named.isEmpty() ? content : Tree.with(content, "examples", named);
    }
}
