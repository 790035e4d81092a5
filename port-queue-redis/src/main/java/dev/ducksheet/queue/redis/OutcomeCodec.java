package dev.ducksheet.queue.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.RowError;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;

/** The field {@code data} of an entry of {@code outcome_duck}: what became of a request. */
final class OutcomeCodec {
    private OutcomeCodec() {}

    static String encode(Outcome outcome) {
        return WireJson.text(data(outcome).put("update_id", outcome.id().toString()));
    }

    private static ObjectNode data(Outcome outcome) {
        var data = WireJson.object();
        if (outcome instanceof Outcome.Applied applied) {
            data.put("status", "applied")
                    .put("version", applied.version().number())
                    .put("table", applied.sheet())
                    .put("column", applied.column())
                    .put("rows", applied.rows());
            EventCodec.write(data, applied.event());
            return data;
        } else if (outcome instanceof Outcome.HoldPlaced placed) {
            data.put("status", "placed").set("hold", RequestCodec.hold(placed.hold()));
            return data;
        } else if (outcome instanceof Outcome.HoldLifted lifted) {
            return data.put("status", "lifted").put("hold", lifted.hold().toString());
        } else if (outcome instanceof Outcome.KeysChanged keys) {
            return data.put("status", "keys_changed").put("key", keys.key().toString());
        } else if (outcome instanceof Outcome.WebhooksChanged webhooks) {
            return data.put("status", "webhooks_changed")
                    .put("webhook", webhooks.webhook().toString());
        }
        var refusal = ((Outcome.Refused) outcome).refusal();
        data.put("status", "refused")
                .put("reason", refusal.reason().slug())
                .put("field", refusal.field())
                .put("detail", refusal.detail());
        var facts = data.putObject("facts");
        refusal.facts().forEach((name, cell) -> facts.set(name, WireJson.cell(cell)));
        if (!refusal.rows().isEmpty()) {
            var rows = data.putArray("rows");
            refusal.rows()
                    .forEach(error -> rows.addObject()
                            .put("row", error.row())
                            .put("column", error.column())
                            .put("value", error.value())
                            .put("detail", error.detail()));
        }
        return data;
    }

    static Outcome decode(String text) {
        var data = WireJson.parse("data", text);
        var id = id(data, "update_id");
        return switch (WireJson.text(data, "status")) {
            case "applied" ->
                new Outcome.Applied(
                        id,
                        new Version(WireJson.number(data, "version")),
                        WireJson.text(data, "table"),
                        WireJson.text(data, "column"),
                        WireJson.number(data, "rows"),
                        EventCodec.read(data));
            case "placed" -> new Outcome.HoldPlaced(RequestCodec.hold(id, data.path("hold")));
            case "lifted" -> new Outcome.HoldLifted(id, id(data, "hold"));
            case "keys_changed" -> new Outcome.KeysChanged(id, id(data, "key"));
            case "webhooks_changed" -> new Outcome.WebhooksChanged(id, id(data, "webhook"));
            case "refused" -> new Outcome.Refused(id, refusal(data));
            default -> throw new UndecodableException("\"status\" is unknown: " + text);
        };
    }

    private static UpdateId id(JsonNode data, String member) {
        return UpdateId.parse(WireJson.text(data, member))
                .orElseThrow(() -> new UndecodableException("\"" + member + "\" is no UUID"));
    }

    private static Refusal refusal(JsonNode data) {
        String slug = WireJson.text(data, "reason");
        var reason = Arrays.stream(Refusal.Reason.values())
                .filter(each -> each.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> new UndecodableException("\"reason\" is unknown: " + slug));
        var facts = new LinkedHashMap<String, CellValue>();
        data.path("facts")
                .properties()
                .forEach(fact -> facts.put(fact.getKey(), WireJson.cell(fact.getKey(), fact.getValue())));
        var rows = new ArrayList<RowError>();
        data.path("rows")
                .forEach(error -> rows.add(new RowError(
                        (int) WireJson.number(error, "row"),
                        WireJson.text(error, "column"),
                        WireJson.text(error, "value"),
                        WireJson.text(error, "detail"))));
        return new Refusal(reason, WireJson.text(data, "field"), WireJson.text(data, "detail"), facts, rows);
    }
}
