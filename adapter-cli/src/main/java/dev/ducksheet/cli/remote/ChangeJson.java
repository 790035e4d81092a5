package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Changes from the elements that the feed has for their rows. */
final class ChangeJson {
    private static final String MARK = "_change";

    private final RemoteCatalog catalog;
    private final Map<String, Boolean> tables = new ConcurrentHashMap<>();

    /** @param catalog is asked once for each name whether it is a base table's */
    ChangeJson(RemoteCatalog catalog) {
        this.catalog = catalog;
    }

    /** Reads elements of any number of changes, in their order. */
    List<Change> read(Iterable<JsonNode> elements) {
        Map<Long, List<JsonNode>> byVersion = new LinkedHashMap<>();
        for (JsonNode element : elements) {
            long version = element.path(MARK).path("version").asLong();
            byVersion.computeIfAbsent(version, first -> new ArrayList<>()).add(element);
        }
        return byVersion.values().stream().map(this::change).toList();
    }

    private Change change(List<JsonNode> elements) {
        JsonNode mark = elements.get(0).path(MARK);
        return new Change(
                new Version(mark.path("version").asLong()),
                OutcomeJson.id(mark.path("update_id")),
                mark.path("edited_table").asText(mark.path("table").asText()),
                mark.has("event")
                        ? ""
                        : mark.path("edited_column").asText(mark.path("column").asText()),
                mark.path("editor").asText(),
                Instant.parse(mark.path("at").asText()),
                rowsChanged(elements),
                elements.stream()
                        .filter(element -> !isCountAlone(element))
                        .map(ChangeJson::row)
                        .toList(),
                EventJson.read(whole(elements).orElse(mark)));
    }

    /** Returns what is told of the change beside its rows. */
    private static Optional<JsonNode> whole(List<JsonNode> elements) {
        return elements.stream()
                .filter(ChangeJson::isCountAlone)
                .map(element -> element.path(MARK))
                .findFirst();
    }

    private long rowsChanged(List<JsonNode> elements) {
        return whole(elements)
                .map(mark -> mark.path("rows").asLong())
                .orElseGet(() ->
                        elements.stream().filter(element -> isOfTable(element)).count());
    }

    private boolean isOfTable(JsonNode element) {
        return tables.computeIfAbsent(element.path(MARK).path("table").asText(), catalog::isTable);
    }

    private static boolean isCountAlone(JsonNode element) {
        return element.path(MARK).has("rows_omitted");
    }

    private static ChangedRow row(JsonNode element) {
        List<String> columns = new ArrayList<>();
        List<CellValue> cells = new ArrayList<>();
        element.properties().stream()
                .filter(member -> !member.getKey().equals(MARK))
                .forEach(member -> {
                    columns.add(member.getKey());
                    cells.add(JsonValues.cell(member.getValue()));
                });
        JsonNode mark = element.path(MARK);
        return new ChangedRow(
                mark.path("table").asText(),
                mark.path("column").asText(),
                columns,
                cells,
                mark.path("removed").asBoolean(false));
    }
}
