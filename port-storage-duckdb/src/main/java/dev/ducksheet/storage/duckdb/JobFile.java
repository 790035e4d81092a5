package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.FileFormat;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.JobState;
import dev.ducksheet.core.imports.RowCounts;
import dev.ducksheet.core.imports.Source;
import dev.ducksheet.core.model.Version;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;

/** A job as it lies in its folder: a file of properties that is replaced as a whole. */
final class JobFile {
    private static final String NAME = "job.properties";
    private static final String ROWS = "rows.";

    private JobFile() {}

    /** Replaces what is saved; durable when it returns. */
    static void write(Path folder, Job job) throws IOException {
        var text = new StringWriter();
        properties(job).store(text, null);
        var next = folder.resolve(NAME + ".next");
        try (var channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns what is saved; nothing if the process ended before the job was. */
    static Optional<Job> read(Path folder) throws IOException {
        var file = folder.resolve(NAME);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        return Optional.of(job(new Saved(properties)));
    }

    private static Properties properties(Job job) {
        var saved = new Properties();
        saved.setProperty("id", job.id().toString());
        saved.setProperty("editor", job.editor());
        if (job.idempotency() instanceof Idempotency.Keyed keyed) {
            saved.setProperty("idempotency.key", keyed.key());
            saved.setProperty("idempotency.fingerprint", keyed.fingerprint());
        }
        saved.setProperty("resumable", Boolean.toString(job.resumable()));
        saved.setProperty("whole", Boolean.toString(job.whole()));
        saved.setProperty("state", job.state().name());
        saved.setProperty("revision", Long.toString(job.revision()));
        saved.setProperty("percent", Integer.toString(job.percent()));
        saved.setProperty("received", Long.toString(job.received()));
        saved.setProperty("rows_per_second", Long.toString(job.rowsPerSecond()));
        saved.setProperty("created_at", job.createdAt().toString());
        saved.setProperty("changed_at", job.changedAt().toString());
        job.mark().ifPresent(it -> saved.setProperty("mark", it));
        job.reason().ifPresent(it -> saved.setProperty("reason", it));
        job.merge().ifPresent(it -> saved.setProperty("merge", it.toString()));
        job.version().ifPresent(it -> saved.setProperty("version", Long.toString(it.number())));
        put(saved, job.counts());
        put(saved, job.spec());
        return saved;
    }

    private static void put(Properties saved, RowCounts counts) {
        counts.byName().forEach((name, count) -> saved.setProperty(ROWS + name, Long.toString(count)));
    }

    private static void put(Properties saved, ImportSpec spec) {
        saved.setProperty("table", spec.table());
        saved.setProperty("file", spec.fileName());
        saved.setProperty("mode", spec.merging().mode().name());
        saved.setProperty("misfits", spec.merging().misfits().name());
        saved.setProperty("ignores_case", Boolean.toString(spec.merging().ignoresCase()));
        for (int i = 0; i < spec.merging().key().size(); i++) {
            saved.setProperty("key." + i, spec.merging().key().get(i));
        }
        spec.format().ifPresent(it -> saved.setProperty("format", it.name()));
        spec.size().ifPresent(it -> saved.setProperty("size", Long.toString(it)));
        spec.source().ifPresent(it -> saved.setProperty("source", it.url()));
        spec.dialect().delimiter().ifPresent(it -> saved.setProperty("delimiter", it));
        spec.dialect().quote().ifPresent(it -> saved.setProperty("quote", it));
        spec.dialect().header().ifPresent(it -> saved.setProperty("header", it.toString()));
        spec.dialect().charset().ifPresent(it -> saved.setProperty("charset", it));
        int place = 0;
        for (var column : spec.columns().entrySet()) {
            saved.setProperty("from." + place, column.getKey());
            saved.setProperty("to." + place++, column.getValue());
        }
    }

    private static Job job(Saved saved) {
        return new Job(
                saved.id("id").orElseThrow(),
                spec(saved),
                saved.text("editor"),
                saved.find("idempotency.key")
                        .<Idempotency>map(key -> new Idempotency.Keyed(key, saved.text("idempotency.fingerprint")))
                        .orElseGet(Idempotency::none),
                saved.flag("resumable"),
                saved.flag("whole"),
                JobState.valueOf(saved.text("state")),
                saved.number("revision"),
                (int) saved.number("percent"),
                saved.number("received"),
                saved.find("mark"),
                saved.number("rows_per_second"),
                RowCounts.from(name -> saved.number(ROWS + name)),
                saved.find("reason"),
                saved.id("merge"),
                saved.find("version").map(it -> new Version(Long.parseLong(it))),
                Instant.parse(saved.text("created_at")),
                Instant.parse(saved.text("changed_at")));
    }

    private static ImportSpec spec(Saved saved) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; saved.find("from." + i).isPresent(); i++) {
            columns.put(saved.text("from." + i), saved.text("to." + i));
        }
        List<String> key = new ArrayList<>();
        for (int i = 0; saved.find("key." + i).isPresent(); i++) {
            key.add(saved.text("key." + i));
        }
        return new ImportSpec(
                saved.text("table"),
                new Merging(
                        Merging.Mode.valueOf(saved.text("mode")),
                        key,
                        saved.flag("ignores_case"),
                        Merging.Misfits.valueOf(saved.text("misfits"))),
                saved.text("file"),
                saved.find("format").map(FileFormat::valueOf),
                new Dialect(
                        saved.find("delimiter"),
                        saved.find("quote"),
                        saved.find("header").map(Boolean::parseBoolean),
                        saved.find("charset")),
                columns,
                saved.find("size")
                        .map(it -> OptionalLong.of(Long.parseLong(it)))
                        .orElseGet(OptionalLong::empty),
                saved.find("source").map(Source::of));
    }

    /** Properties that are there, or else the file was written by nobody of ours. */
    private record Saved(Properties properties) {
        Optional<String> find(String name) {
            return Optional.ofNullable(properties.getProperty(name));
        }

        String text(String name) {
            return find(name).orElseThrow(() -> new IllegalStateException("the job has no " + name));
        }

        long number(String name) {
            return Long.parseLong(text(name));
        }

        boolean flag(String name) {
            return Boolean.parseBoolean(text(name));
        }

        Optional<UpdateId> id(String name) {
            return find(name).flatMap(UpdateId::parse);
        }
    }
}
