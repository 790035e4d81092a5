package dev.ducksheet.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.cli.format.JsonCells;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.JobState;
import dev.ducksheet.core.imports.RowCounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints what became of a job. */
final class JobPrinter {
    private JobPrinter() {}

    static void print(PrintWriter out, Job job, boolean json) throws IOException {
        if (json) {
            try (JsonGenerator generator = JsonCells.generator(out)) {
                write(generator, job);
            }
            out.println();
        } else {
            out.println(sentence(job));
        }
    }

    private static String sentence(Job job) {
        RowCounts rows = job.counts();
        String head = job.spec().table() + ": ";
        if (job.state() != JobState.DONE) {
            return head + job.state().wireName() + ", " + job.percent() + " %, job " + job.id();
        }
        return head
                + String.format(
                        Locale.ROOT,
                        "%,d inserted, %,d updated, %,d unchanged%s%s%s of %s, version %s, job %s",
                        rows.inserted(),
                        rows.updated(),
                        rows.unchanged(),
                        some(rows.deleted(), "deleted"),
                        some(rows.superseded(), "superseded"),
                        some(rows.rejected(), "rejected"),
                        Counts.of(rows.read(), "row"),
                        job.version().map(Object::toString).orElse("-"),
                        job.id());
    }

    private static String some(long count, String what) {
        return count == 0 ? "" : String.format(Locale.ROOT, ", %,d %s", count, what);
    }

    private static void write(JsonGenerator json, Job job) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", job.id().toString());
        json.writeStringField("state", job.state().wireName());
        json.writeNumberField("percent", job.percent());
        json.writeStringField("table", job.spec().table());
        json.writeStringField("file", job.spec().fileName());
        if (job.spec().source().isPresent()) {
            json.writeStringField("source", job.spec().source().get().shown());
        }
        json.writeObjectFieldStart("rows");
        for (var count : job.counts().byName().entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
        if (job.reason().isPresent()) {
            json.writeStringField("reason", job.reason().get());
        }
        if (job.version().isPresent()) {
            json.writeNumberField("version", job.version().get().number());
        }
        json.writeEndObject();
    }
}
