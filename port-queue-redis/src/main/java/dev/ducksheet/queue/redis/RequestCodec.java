package dev.ducksheet.queue.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Expectation;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.TraceContext;
import dev.ducksheet.core.spread.SpreadMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The entries of {@code request_duck}, version 1: the fields {@code v}, {@code id}, {@code kind}, {@code data} and
 * {@code traceparent}. Of those only {@code data} must be there.
 */
final class RequestCodec {
    static final String VERSION = "v";
    static final String ID = "id";
    static final String KIND = "kind";
    static final String DATA = "data";
    static final String TRACEPARENT = "traceparent";

    private static final String REACH = "reach";

    private static final String UPDATE_CELL = "update_cell";
    private static final String PLACE_HOLD = "place_hold";
    private static final String LIFT_HOLD = "lift_hold";
    private static final String EDIT_ROWS = "edit_rows";
    private static final String EDIT_TABLE = "edit_table";
    private static final String UNDO = "undo";
    private static final String ISSUE_KEY = "issue_key";
    private static final String REVOKE_KEY = "revoke_key";
    private static final String NOTE_KEY_USES = "note_key_uses";
    private static final List<String> MEMBERS = List.of(
            "table",
            "column",
            "value",
            "condition",
            "op",
            "spread",
            "expected",
            "editor",
            "idempotency",
            "level",
            "reach");

    private RequestCodec() {}

    /** Writes an entry; one that belongs to no trace is without the field for it. */
    static Map<String, String> encode(Request request, TraceContext trace) {
        var fields = encode(request);
        if (!trace.isNone()) {
            fields.put(TRACEPARENT, trace.traceparent());
        }
        return fields;
    }

    /** Returns what travels with the request of an entry; whoever reads it judges it. */
    static TraceContext trace(Map<String, String> fields) {
        String traceparent = fields.get(TRACEPARENT);
        return traceparent == null ? TraceContext.none() : new TraceContext(traceparent);
    }

    private static Map<String, String> encode(Request request) {
        var fields = new LinkedHashMap<String, String>();
        fields.put(VERSION, "1");
        fields.put(ID, request.id().toString());
        if (request instanceof Request.UpdateCell cell) {
            fields.put(KIND, UPDATE_CELL);
            fields.put(
                    DATA,
                    WireJson.text(within(
                            signed(update(cell.update()), cell), cell.update().reach())));
        } else if (request instanceof Request.PlaceHold place) {
            fields.put(KIND, PLACE_HOLD);
            fields.put(DATA, WireJson.text(hold(place.hold())));
        } else if (request instanceof Request.EditRows rows) {
            fields.put(KIND, EDIT_ROWS);
            fields.put(
                    DATA,
                    WireJson.text(within(
                            signed(TableCodec.write(rows.edit()), rows),
                            rows.signature().reach())));
        } else if (request instanceof Request.EditTable table) {
            fields.put(KIND, EDIT_TABLE);
            fields.put(DATA, WireJson.text(signed(TableCodec.write(table.edit()), table)));
        } else if (request instanceof Request.Undo undo) {
            fields.put(KIND, UNDO);
            fields.put(
                    DATA,
                    WireJson.text(signed(
                            WireJson.object().put("version", undo.version().number()), undo)));
        } else if (request instanceof Request.LiftHold lift) {
            fields.put(KIND, LIFT_HOLD);
            fields.put(
                    DATA,
                    WireJson.text(WireJson.object()
                            .put("hold", lift.hold().toString())
                            .put("editor", lift.editor())));
        } else if (request instanceof Request.IssueKey issue) {
            fields.put(KIND, ISSUE_KEY);
            fields.put(DATA, WireJson.text(KeyCodec.write(issue)));
        } else if (request instanceof Request.RevokeKey revoke) {
            fields.put(KIND, REVOKE_KEY);
            fields.put(
                    DATA,
                    WireJson.text(WireJson.object()
                            .put("key", revoke.key().toString())
                            .put("editor", revoke.editor())));
        } else if (request instanceof Request.NoteKeyUses noted) {
            fields.put(KIND, NOTE_KEY_USES);
            fields.put(DATA, WireJson.text(KeyCodec.write(noted.uses())));
        } else if (request instanceof Request.OfWebhooks webhooks) {
            fields.put(KIND, WebhookCodec.kind(webhooks));
            fields.put(DATA, WireJson.text(WebhookCodec.write(webhooks)));
        }
        return fields;
    }

    private static ObjectNode update(CellUpdate update) {
        var data = WireJson.object();
        data.put("table", update.sheet()).put("column", update.column());
        data.set("value", WireJson.cell(update.operation().value()));
        data.put("condition", update.condition().text());
        data.put("op", update.operation().wireName());
        if (update.spreading() instanceof Spreading.By by) {
            data.set("spread", spread(by));
        }
        if (update.expectation() instanceof Expectation.Holding holding) {
            data.set("expected", WireJson.cell(holding.value()));
        }
        return data;
    }

    private static ObjectNode signed(ObjectNode data, Request request) {
        data.put("editor", request.editor());
        if (request.idempotency() instanceof Idempotency.Keyed keyed) {
            data.putObject("idempotency").put("key", keyed.key()).put("fingerprint", keyed.fingerprint());
        }
        return data;
    }

    private static ObjectNode within(ObjectNode data, Reach reach) {
        return reach instanceof Reach.Only only
                ? data.put(REACH, only.condition().text())
                : data;
    }

    private static Reach reach(JsonNode data) {
        return data.has(REACH) ? new Reach.Only(WireJson.condition(REACH, data.get(REACH))) : Reach.all();
    }

    private static ObjectNode spread(Spreading.By by) {
        var spread = WireJson.object().put("method", by.method().wireName());
        if (by.over() != Spreading.Over.BY_TARGET) {
            spread.put("over", by.over().name().toLowerCase(Locale.ROOT));
        }
        if (by.weights() instanceof Spreading.Weights.FromColumn column) {
            spread.put("weights", column.name());
        }
        if (!by.holds().isEmpty()) {
            var holds = spread.putArray("hold");
            by.holds().forEach(hold -> holds.add(hold.text()));
        }
        return spread;
    }

    static ObjectNode hold(Hold hold) {
        return WireJson.object()
                .put("table", hold.sheet())
                .put("column", hold.column())
                .put("condition", hold.condition().text())
                .put("editor", hold.editor());
    }

    /**
     * Reads an entry.
     *
     * @param position makes the id of a request that names none
     * @throws UndecodableException if it is no request
     */
    static Request decode(StreamPosition position, Map<String, String> fields) {
        String version = fields.getOrDefault(VERSION, "1");
        if (!version.equals("1")) {
            throw new UndecodableException("\"v\" is '" + version + "'; this version of Ducksheet reads 1");
        }
        String text = fields.get(DATA);
        if (text == null) {
            throw new UndecodableException("the field \"data\" is missing; it holds the request in JSON");
        }
        var id = id(position, fields, text);
        var data = unwrapped(WireJson.parse(DATA, text));
        try {
            return decode(fields.getOrDefault(KIND, UPDATE_CELL), id, data);
        } catch (IllegalArgumentException e) {
            throw new UndecodableException(String.valueOf(e.getMessage()));
        }
    }

    private static Request decode(String kind, UpdateId id, JsonNode data) {
        return switch (kind) {
            case UPDATE_CELL -> new Request.UpdateCell(id, update(data));
            case PLACE_HOLD -> new Request.PlaceHold(hold(id, data));
            case EDIT_ROWS -> new Request.EditRows(id, TableCodec.rowEdit(data), signature(data));
            case EDIT_TABLE -> new Request.EditTable(id, TableCodec.tableEdit(data), signature(data));
            case LIFT_HOLD -> new Request.LiftHold(id, id(data, "hold"), editor(data));
            case UNDO -> new Request.Undo(id, new Version(WireJson.number(data, "version")), signature(data));
            case ISSUE_KEY -> KeyCodec.issue(id, data);
            case REVOKE_KEY -> new Request.RevokeKey(id, id(data, "key"), editor(data));
            case NOTE_KEY_USES -> new Request.NoteKeyUses(id, KeyCodec.uses(data));
            default ->
                WebhookCodec.read(kind, id, data)
                        .orElseThrow(() -> new UndecodableException("\"kind\" is '" + kind + "'; there are "
                                + UPDATE_CELL + ", "
                                + PLACE_HOLD + ", " + LIFT_HOLD + ", " + EDIT_ROWS + ", " + EDIT_TABLE + ", " + UNDO
                                + ", "
                                + ISSUE_KEY + ", " + REVOKE_KEY + ", " + NOTE_KEY_USES + ", " + WebhookCodec.KINDS));
        };
    }

    private static UpdateId id(StreamPosition position, Map<String, String> fields, String data) {
        String text = fields.get(ID);
        if (text == null) {
            return idOf(position, data);
        }
        return UpdateId.parse(text)
                .orElseThrow(() -> new UndecodableException("\"id\" is '" + text + "', which is no UUID"));
    }

    /** The same entry has the same id whenever it is read; ids begin with the time, as the core's own do. */
    private static UpdateId idOf(StreamPosition position, String data) {
        var seed = position.incarnation() + "/" + position.entry() + "/" + data;
        var hash = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
        long high = position.entry().time() << 16 | 0x7000L | hash.getMostSignificantBits() >>> 52;
        long low = 0x8000_0000_0000_0000L | hash.getLeastSignificantBits() >>> 2;
        return new UpdateId(new UUID(high, low));
    }

    private static JsonNode unwrapped(ObjectNode data) {
        return data.size() == 1 && data.get(DATA) instanceof ObjectNode inner ? inner : data;
    }

    private static CellUpdate update(JsonNode data) {
        data.fieldNames().forEachRemaining(RequestCodec::requireKnown);
        if (!data.has("value")) {
            throw new UndecodableException("\"value\" is missing; write null to empty the cell");
        }
        var condition = data.get("condition");
        if (condition == null) {
            throw new UndecodableException("\"condition\" is missing; it says which rows");
        }
        return CellUpdate.of(
                        WireJson.text(data, "table"),
                        WireJson.text(data, "column"),
                        operation(data),
                        WireJson.condition("condition", condition))
                .spread(spreading(data))
                .expecting(expectation(data))
                .by(editor(data))
                .idempotent(idempotency(data))
                .within(reach(data));
    }

    private static void requireKnown(String member) {
        if (!MEMBERS.contains(member)) {
            throw new UndecodableException(
                    "there is no member \"" + member + "\"; there are " + String.join(", ", MEMBERS));
        }
    }

    private static Signature signature(JsonNode data) {
        return new Signature(editor(data), idempotency(data), reach(data));
    }

    private static String editor(JsonNode data) {
        return WireJson.text(data, "editor", CellUpdate.ANONYMOUS);
    }

    private static Operation operation(JsonNode data) {
        var value = WireJson.cell("value", data.get("value"));
        String op = WireJson.text(data, "op", "set");
        return switch (op) {
            case "set" -> new Operation.Set(value);
            case "add" -> new Operation.Add(value);
            case "multiply" -> new Operation.Multiply(value);
            default -> throw new UndecodableException("\"op\" is '" + op + "'; there are set, add, multiply");
        };
    }

    private static Expectation expectation(JsonNode data) {
        var expected = data.get("expected");
        return expected == null ? Expectation.anything() : new Expectation.Holding(WireJson.cell("expected", expected));
    }

    private static Idempotency idempotency(JsonNode data) {
        var keyed = data.get("idempotency");
        return keyed == null
                ? Idempotency.none()
                : new Idempotency.Keyed(WireJson.text(keyed, "key"), WireJson.text(keyed, "fingerprint"));
    }

    private static Spreading spreading(JsonNode data) {
        var spread = data.get("spread");
        if (spread == null) {
            return Spreading.byDefault();
        }
        if (spread.isTextual()) {
            return Spreading.by(method(spread.textValue()));
        }
        var method = method(WireJson.text(spread, "method", SpreadMethod.PROPORTIONAL.wireName()));
        var weights = spread.has("weights")
                ? new Spreading.Weights.FromColumn(WireJson.text(spread, "weights"))
                : new Spreading.Weights.Own();
        return new Spreading.By(method, over(spread), weights, holds(spread));
    }

    private static SpreadMethod method(String name) {
        return SpreadMethod.named(name)
                .orElseThrow(() -> new UndecodableException("\"method\" is '" + name + "'; there are "
                        + Arrays.stream(SpreadMethod.values())
                                .map(SpreadMethod::wireName)
                                .collect(Collectors.joining(", "))));
    }

    private static Spreading.Over over(JsonNode spread) {
        String over = WireJson.text(spread, "over", "");
        return switch (over) {
            case "" -> Spreading.Over.BY_TARGET;
            case "children" -> Spreading.Over.CHILDREN;
            case "leaves" -> Spreading.Over.LEAVES;
            default -> throw new UndecodableException("\"over\" is '" + over + "'; there are children, leaves");
        };
    }

    private static List<Condition> holds(JsonNode spread) {
        var holds = new ArrayList<Condition>();
        if (spread.has("hold")) {
            WireJson.list(spread, "hold").forEach(hold -> holds.add(WireJson.condition("hold", hold)));
        }
        return holds;
    }

    static Hold hold(UpdateId id, JsonNode data) {
        var condition = data.get("condition");
        if (condition == null) {
            throw new UndecodableException("\"condition\" is missing; it says which rows");
        }
        return new Hold(
                id,
                WireJson.text(data, "table"),
                WireJson.text(data, "column"),
                WireJson.condition("condition", condition),
                editor(data));
    }

    private static UpdateId id(JsonNode data, String member) {
        String text = WireJson.text(data, member);
        return UpdateId.parse(text)
                .orElseThrow(() -> new UndecodableException("\"" + member + "\" is '" + text + "', which is no UUID"));
    }
}
