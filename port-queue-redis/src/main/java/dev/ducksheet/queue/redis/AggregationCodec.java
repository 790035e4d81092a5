package dev.ducksheet.queue.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.Aggregation.Refresh;
import dev.ducksheet.core.model.DerivedViewDefinition.Grouped;
import dev.ducksheet.core.model.DerivedViewDefinition.Sum;
import java.util.ArrayList;

/** An aggregate, without its name: in the request for one and in what a version did. */
final class AggregationCodec {
    private AggregationCodec() {}

    static ObjectNode write(Aggregation aggregation) {
        var rows = aggregation.rows();
        var node = WireJson.object().put("source", rows.source()).put("count", rows.count());
        rows.by().forEach(node.putArray("by")::add);
        var sums = node.putArray("sums");
        rows.sums().forEach(sum -> sums.addObject().put("name", sum.name()).put("column", sum.column()));
        return node.put("refresh", aggregation.refresh().wireName());
    }

    static Aggregation read(String name, JsonNode node) {
        var sums = new ArrayList<Sum>();
        WireJson.list(node, "sums")
                .forEach(sum -> sums.add(new Sum(WireJson.text(sum, "name"), WireJson.text(sum, "column"))));
        var rows = new Grouped(
                WireJson.text(node, "source"), WireJson.texts(node, "by"), WireJson.text(node, "count"), sums);
        var refresh = WireJson.text(node, "refresh");
        return new Aggregation(
                name,
                rows,
                Refresh.named(refresh)
                        .orElseThrow(() -> new UndecodableException(
                                "\"refresh\" is '" + refresh + "'; there are " + Refresh.NAMES)));
    }
}
