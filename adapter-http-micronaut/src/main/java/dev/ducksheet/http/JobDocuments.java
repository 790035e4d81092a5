package dev.ducksheet.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.RowCounts;
import java.io.IOException;

/** Jobs in JSON. */
final class JobDocuments {
    private JobDocuments() {}

    static void write(JsonGenerator json, Job job) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", job.id().toString());
        json.writeStringField("state", job.state().wireName());
        json.writeNumberField("percent", job.percent());
        json.writeStringField("table", job.spec().table());
        json.writeStringField("file", job.spec().fileName());
        json.writeStringField("mode", job.spec().merging().mode().wireName());
        json.writeArrayFieldStart("key");
        for (var name : job.spec().merging().key()) {
            json.writeString(name);
        }
        json.writeEndArray();
        if (job.spec().source().isPresent()) {
            json.writeStringField("source", job.spec().source().get().shown());
        }
        json.writeNumberField("received_bytes", job.received());
        if (job.spec().size().isPresent()) {
            json.writeNumberField("size_bytes", job.spec().size().getAsLong());
        }
        write(json, job.counts());
        json.writeNumberField("rows_per_second", job.rowsPerSecond());
        if (job.reason().isPresent()) {
            json.writeStringField("reason", job.reason().get());
        }
        if (job.merge().isPresent()) {
            json.writeStringField("update_id", job.merge().get().toString());
        }
        if (job.version().isPresent()) {
            json.writeNumberField("version", job.version().get().number());
        }
        json.writeStringField("editor", job.editor());
        json.writeNumberField("revision", job.revision());
        json.writeStringField("created_at", job.createdAt().toString());
        json.writeStringField("changed_at", job.changedAt().toString());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, RowCounts counts) throws IOException {
        json.writeObjectFieldStart("rows");
        for (var count : counts.byName().entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
    }
}
