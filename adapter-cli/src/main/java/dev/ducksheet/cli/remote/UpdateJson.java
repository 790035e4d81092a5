package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Expectation;
import dev.ducksheet.core.edit.Spreading;

/** Updates as {@code POST /update_cell} takes them. */
final class UpdateJson {
    private UpdateJson() {}

    static ObjectNode write(CellUpdate update) {
        ObjectNode json = Server.json().createObjectNode();
        json.put("table", update.sheet());
        json.put("column", update.column());
        json.put("op", update.operation().wireName());
        json.set("value", JsonValues.json(update.operation().value()));
        json.put("condition", update.condition().text());
        if (update.spreading() instanceof Spreading.By by) {
            json.set("spread", spread(by));
        }
        if (update.expectation() instanceof Expectation.Holding holding) {
            json.set("expected", JsonValues.json(holding.value()));
        }
        return json;
    }

    private static ObjectNode spread(Spreading.By by) {
        ObjectNode json = Server.json().createObjectNode();
        json.put("method", by.method().wireName());
        switch (by.over()) {
            case CHILDREN -> json.put("over", "children");
            case LEAVES -> json.put("over", "leaves");
            case BY_TARGET -> {}
        }
        if (by.weights() instanceof Spreading.Weights.FromColumn column) {
            json.put("weights", column.name());
        }
        by.holds().forEach(hold -> json.withArray("hold").add(hold.text()));
        return json;
    }
}
