package dev.ducksheet.queue.redis;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult;
import dev.ducksheet.core.model.CellValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the streams: a cell is a number, a string, true, false or null, and what JSON does not tell apart is an
 * object that names its case: {@code {"date": "2024-02-29"}}, {@code {"timestamp": …}}, {@code {"double": "0.1"}}.
 */
final class WireJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private WireJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode parse(String name, String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw new UndecodableException("\"" + name + "\" is no JSON object");
        } catch (JsonProcessingException e) {
            throw new UndecodableException("\"" + name + "\" is no JSON: " + e.getOriginalMessage());
        }
    }

    /** Returns a member that must be a string. */
    static String text(JsonNode node, String member) {
        var value = node.get(member);
        if (value == null || !value.isTextual()) {
            throw new UndecodableException("\"" + member + "\" must be a string, not " + shown(value));
        }
        return value.textValue();
    }

    static String text(JsonNode node, String member, String otherwise) {
        return node.has(member) ? text(node, member) : otherwise;
    }

    static long number(JsonNode node, String member) {
        var value = node.get(member);
        if (value == null || !value.canConvertToLong()) {
            throw new UndecodableException("\"" + member + "\" must be a whole number, not " + shown(value));
        }
        return value.longValue();
    }

    static JsonNode list(JsonNode node, String member) {
        var value = node.get(member);
        if (value == null || !value.isArray()) {
            throw new UndecodableException("\"" + member + "\" must be a list, not " + shown(value));
        }
        return value;
    }

    static List<String> texts(JsonNode node, String member) {
        return texts(member, list(node, member));
    }

    /** Reads a list that is a member, or in the list that is one. */
    static List<String> texts(String member, JsonNode list) {
        if (!list.isArray()) {
            throw new UndecodableException("\"" + member + "\" must hold lists of strings, not " + shown(list));
        }
        var texts = new ArrayList<String>();
        for (var each : list) {
            if (!each.isTextual()) {
                throw new UndecodableException("\"" + member + "\" must be a list of strings, not " + shown(each));
            }
            texts.add(each.textValue());
        }
        return texts;
    }

    private static String shown(@Nullable JsonNode value) {
        String text = value == null ? "missing" : value.toString();
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    static JsonNode cell(CellValue cell) {
        var nodes = MAPPER.getNodeFactory();
        if (cell instanceof CellValue.Exact exact) {
            return nodes.numberNode(exact.number());
        } else if (cell instanceof CellValue.Text text) {
            return nodes.textNode(text.text());
        } else if (cell instanceof CellValue.Bool bool) {
            return nodes.booleanNode(bool.value());
        } else if (cell instanceof CellValue.Floating floating) {
            return object().put("double", Double.toString(floating.number()));
        } else if (cell instanceof CellValue.Date date) {
            return object().put("date", date.day().toString());
        } else if (cell instanceof CellValue.Timestamp timestamp) {
            return object().put("timestamp", timestamp.time().toString());
        }
        return NullNode.getInstance();
    }

    static CellValue cell(String member, JsonNode node) {
        if (node.isNumber()) {
            return CellValue.Exact.parse(node.decimalValue().toString())
                    .<CellValue>map(exact -> exact)
                    .orElseThrow(() -> new UndecodableException("\"" + member + "\" has too many digits"));
        }
        return switch (node.getNodeType()) {
            case STRING -> CellValue.of(node.textValue());
            case BOOLEAN -> CellValue.of(node.booleanValue());
            case NULL -> CellValue.none();
            case OBJECT -> tagged(member, node);
            default -> throw new UndecodableException("\"" + member + "\" is no cell: " + shown(node));
        };
    }

    private static CellValue tagged(String member, JsonNode node) {
        try {
            if (node.size() == 1 && node.has("double")) {
                return CellValue.of(Double.parseDouble(text(node, "double")));
            }
            if (node.size() == 1 && node.has("date")) {
                return CellValue.of(LocalDate.parse(text(node, "date")));
            }
            if (node.size() == 1 && node.has("timestamp")) {
                return CellValue.of(LocalDateTime.parse(text(node, "timestamp")));
            }
        } catch (DateTimeException | NumberFormatException e) {
            throw new UndecodableException("\"" + member + "\" is no cell: " + shown(node));
        }
        throw new UndecodableException("\"" + member + "\" is no cell: " + shown(node));
    }

    /** Reads a condition: its text, or an object of equalities. */
    static Condition condition(String member, JsonNode node) {
        if (node.isObject() && node.size() > 0) {
            return equalities(member, node);
        }
        if (!node.isTextual()) {
            throw new UndecodableException("\"" + member + "\" must be a condition, not " + shown(node));
        }
        var parsed = ConditionParser.parse(node.textValue());
        if (parsed instanceof ParseResult.Parsed ok) {
            return ok.condition();
        }
        throw new UndecodableException("\"" + member + "\" does not parse: " + parsed);
    }

    private static Condition equalities(String member, JsonNode node) {
        return Condition.matching(cells(member, node));
    }

    /** Reads the cells of an object by their names. */
    static Map<String, CellValue> cells(String member, JsonNode node) {
        var cells = new LinkedHashMap<String, CellValue>();
        node.properties()
                .forEach(entry -> cells.put(entry.getKey(), cell(member + "." + entry.getKey(), entry.getValue())));
        return cells;
    }
}
