package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.JobState;
import dev.ducksheet.core.imports.RowCounts;
import dev.ducksheet.core.imports.Source;
import dev.ducksheet.core.model.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Jobs as a server tells of them: of what was asked, what it tells. */
final class JobJson {
    private JobJson() {}

    static Job read(JsonNode json) {
        JobState state = JobState.valueOf(upper(json, "state"));
        return new Job(
                OutcomeJson.id(json.path("id")),
                spec(json),
                json.path("editor").asText(),
                Idempotency.none(),
                false,
                state.compareTo(JobState.RECEIVING) > 0,
                state,
                json.path("revision").asLong(),
                json.path("percent").asInt(),
                json.path("received_bytes").asLong(),
                Optional.empty(),
                json.path("rows_per_second").asLong(),
                RowCounts.from(name -> json.path("rows").path(name).asLong()),
                text(json, "reason"),
                json.has("update_id") ? Optional.of(OutcomeJson.id(json.path("update_id"))) : Optional.empty(),
                json.has("version")
                        ? Optional.of(new Version(json.path("version").asLong()))
                        : Optional.empty(),
                Instant.parse(json.path("created_at").asText()),
                Instant.parse(json.path("changed_at").asText()));
    }

    private static ImportSpec spec(JsonNode json) {
        List<String> key = new ArrayList<>();
        json.path("key").forEach(name -> key.add(name.asText()));
        return new ImportSpec(
                json.path("table").asText(),
                new Merging(Merging.Mode.valueOf(upper(json, "mode")), key, false, Merging.Misfits.LEFT_OUT),
                json.path("file").asText(),
                Optional.empty(),
                Dialect.sniffed(),
                Map.of(),
                json.has("size_bytes") ? OptionalLong.of(json.path("size_bytes").asLong()) : OptionalLong.empty(),
                text(json, "source").map(Source::of));
    }

    private static Optional<String> text(JsonNode json, String name) {
        return json.has(name) ? Optional.of(json.path(name).asText()) : Optional.empty();
    }

    private static String upper(JsonNode json, String name) {
        return json.path(name).asText().toUpperCase(Locale.ROOT);
    }
}
