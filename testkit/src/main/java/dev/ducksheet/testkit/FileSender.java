package dev.ducksheet.testkit;

import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.port.in.ImportFiles;
import dev.ducksheet.core.port.in.ImportFiles.Opening;
import dev.ducksheet.testkit.files.BrokenFile.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** Sends files as anybody does, and waits for what becomes of them. */
public final class FileSender {
    private FileSender() {}

    /** Sends a file, and returns its job when that is over. */
    public static Job send(ImportFiles imports, ImportSpec spec, Content content) {
        return send(imports, spec, Signature.of("ana"), content);
    }

    /** Sends a file that is signed, and returns its job when that is over. */
    public static Job send(ImportFiles imports, ImportSpec spec, Signature signature, Content content) {
        var job = ((Opening.Opened) imports.open(spec, false, signature)).job();
        try (var receiving = imports.receive(job.id(), 0).orElseThrow()) {
            content.writeTo(receiving.stream());
            receiving.complete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ended(imports, job);
    }

    /** Waits for a job to be over. */
    public static Job ended(ImportFiles imports, Job job) {
        var over = new CompletableFuture<Job>();
        var end = imports.watch(job.id(), now -> {
                    if (now.state().isOver()) {
                        over.complete(now);
                    }
                })
                .orElseThrow();
        try {
            return Await.value(over);
        } finally {
            end.run();
        }
    }
}
