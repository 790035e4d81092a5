package dev.ducksheet.http;

import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.port.RowFiles;
import dev.ducksheet.core.port.in.ImportFiles;
import dev.ducksheet.core.port.in.ImportFiles.Opening;
import dev.ducksheet.core.port.in.ImportFiles.Receiving;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.Tree;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Head;
import io.micronaut.http.annotation.Options;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Takes files of rows: in one request, or in several by the tus protocol (https://tus.io, version 1.0.0). */
@Controller("/imports")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
final class ImportController {
    private static final String TUS = "Tus-Resumable";
    private static final String TUS_VERSION = "1.0.0";
    private static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";
    private static final String METADATA = "Upload-Metadata";
    private static final String PIECE = "application/offset+octet-stream";

    private final Callers callers;
    private final Work work;

    ImportController(Callers callers, Work work) {
        this.callers = callers;
        this.work = work;
    }

    /** Receives a file, or has one fetched; what becomes of it is told at the address of its job. */
    @Post
    CompletionStage<MutableHttpResponse<Payload>> receive(HttpRequest<?> request) {
        return work.upload(() -> {
            try (var body = ImportBody.of(request)) {
                var workbook = callers.workbook(request);
                var given = given(request, body.fields());
                if (given.containsKey(ImportParameters.SOURCE)) {
                    return fetched(request, workbook, given, body);
                }
                var size = body.isForm() ? OptionalLong.empty() : size(request);
                var opened = open(request, workbook, new Asked(given, body.fileName(), size, false));
                if (opened.again()) {
                    return accepted(opened.job());
                }
                try (var file =
                        workbook.importFiles().receive(opened.job().id(), 0).orElseThrow()) {
                    body.copyTo(file.stream());
                    return accepted(file.complete());
                }
            } catch (RowFiles.NoSpaceException e) {
                throw noSpace();
            } catch (IOException e) {
                throw cutOff(e);
            }
        });
    }

    private static MutableHttpResponse<Payload> fetched(
            HttpRequest<?> request, Workbook workbook, Map<String, String> given, ImportBody body) throws IOException {
        if (!body.isNothing()) {
            throw Parameters.wrong("a file is sent in the body, or fetched from " + ImportParameters.SOURCE
                    + ", and here are both; leave one of them out");
        }
        return accepted(open(request, workbook, new Asked(given, "file", OptionalLong.empty(), false))
                .job());
    }

    /**
     * What is asked of an import.
     *
     * @param given the parameters
     * @param fileName if they do not name it
     * @param resumable whether it comes in pieces
     */
    private record Asked(Map<String, String> given, String fileName, OptionalLong size, boolean resumable) {
        ImportSpec spec(Catalog catalog) {
            return new ImportParameters(given, catalog).spec(fileName, size);
        }

        /** Returns what is the same if the same is asked again; the file itself is not looked at. */
        Json tree() {
            return Tree.object("import", given, "name", fileName, "size", size.orElse(-1), "resumable", resumable);
        }
    }

    private static Map<String, String> given(HttpRequest<?> request, Map<String, String> fields) {
        var given = new HashMap<>(fields);
        given.putAll(Parameters.of(request, ImportParameters.NAMES.toArray(String[]::new))
                .others(Set.of()));
        return given;
    }

    private static OptionalLong size(HttpRequest<?> request) {
        return request.getContentLength() > 0 && request.getHeaders().get("Content-Encoding") == null
                ? OptionalLong.of(request.getContentLength())
                : OptionalLong.empty();
    }

    private static Opening.Opened open(HttpRequest<?> request, Workbook workbook, Asked asked) {
        var spec = asked.spec(workbook.readCatalog().catalog());
        var signature = Sender.signature(request, asked::tree);
        var opening = workbook.importFiles().open(spec, asked.resumable(), signature);
        if (opening instanceof Opening.Refused refused) {
            throw Problem.of(refused.refusal(), "").exception();
        }
        return (Opening.Opened) opening;
    }

    private static MutableHttpResponse<Payload> accepted(Job job) {
        return Answers.json(HttpStatus.ACCEPTED, json -> JobDocuments.write(json, job))
                .header("Location", "/jobs/" + job.id());
    }

    private static RuntimeException noSpace() {
        return Problem.of(
                        ProblemType.INSUFFICIENT_STORAGE,
                        "There is no room for the file; tell the operator to free some, then send it again.")
                .exception();
    }

    private static RuntimeException cutOff(IOException e) {
        return Problem.of(ProblemType.BAD_REQUEST, "the file did not come whole: " + e.getMessage())
                .exception();
    }

    /** Tells what of the tus protocol there is. */
    @Options("/uploads")
    MutableHttpResponse<Payload> options(HttpRequest<?> request) {
        return tus(HttpResponse.noContent())
                .header("Tus-Version", TUS_VERSION)
                .header("Tus-Extension", "creation,termination");
    }

    /** Begins a file that comes in pieces. */
    @Post("/uploads")
    CompletionStage<MutableHttpResponse<Payload>> create(HttpRequest<?> request) {
        requireTus(request);
        long length = number(request, LENGTH);
        var metadata = metadata(request);
        var fileName = metadata.getOrDefault("filename", "file");
        metadata.remove("filename");
        metadata.remove("filetype");
        return work.upload(() -> {
            var workbook = callers.workbook(request);
            var given = given(request, metadata);
            if (given.containsKey(ImportParameters.SOURCE)) {
                throw Parameters.wrong(
                        "what comes in pieces is sent; POST /imports fetches a file from " + ImportParameters.SOURCE);
            }
            var opened = open(request, workbook, new Asked(given, fileName, OptionalLong.of(length), true));
            var job = length == 0 && !opened.again() ? whole(workbook.importFiles(), opened.job()) : opened.job();
            return tus(Answers.json(HttpStatus.CREATED, json -> JobDocuments.write(json, job)))
                    .header("Location", "/imports/uploads/" + job.id());
        });
    }

    /** A file of no bytes is whole as it is, and no piece of it will come. */
    private static Job whole(ImportFiles imports, Job job) {
        try (var file = imports.receive(job.id(), 0).orElseThrow()) {
            return file.complete();
        }
    }

    /** Tells how much of a file is there. */
    @Head("/uploads/{id}")
    CompletionStage<MutableHttpResponse<Payload>> offset(HttpRequest<?> request, String id) {
        requireTus(request);
        return work.answer(() -> {
            var job = job(callers.workbook(request).importFiles(), id);
            MutableHttpResponse<Payload> response = tus(HttpResponse.ok());
            job.spec().size().ifPresent(size -> response.header(LENGTH, Long.toString(size)));
            return response.header(OFFSET, Long.toString(job.received())).header("Cache-Control", "no-store");
        });
    }

    /** Receives more of a file. */
    @Patch("/uploads/{id}")
    CompletionStage<MutableHttpResponse<Payload>> append(HttpRequest<?> request, String id) {
        requireTus(request);
        if (!PIECE.equals(request.getHeaders().get("Content-Type"))) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "a piece of a file is " + PIECE)
                    .exception();
        }
        long offset = number(request, OFFSET);
        return work.upload(() -> {
            var imports = callers.workbook(request).importFiles();
            var job = job(imports, id);
            long size = job.spec().size().orElse(Long.MAX_VALUE);
            try (var file = imports.receive(job.id(), offset).orElseThrow(() -> notReceived(job, offset));
                    var body = ImportBody.of(request)) {
                body.copyTo(within(file, size));
                if (file.received() == size) {
                    var unused = file.complete();
                }
                return tus(HttpResponse.<Payload>noContent()).header(OFFSET, Long.toString(file.received()));
            } catch (RowFiles.NoSpaceException e) {
                throw noSpace();
            } catch (IOException e) {
                throw cutOff(e);
            }
        });
    }

    private static OutputStream within(Receiving file, long size) {
        return new FilterOutputStream(file.stream()) {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (file.received() + length > size) {
                    throw Problem.of(
                                    ProblemType.CONTENT_TOO_LARGE,
                                    "the file was said to have " + size + " bytes, and more came")
                            .exception();
                }
                out.write(bytes, from, length);
            }
        };
    }

    private static RuntimeException notReceived(Job job, long offset) {
        return Problem.of(
                        ProblemType.JOB_STATE,
                        job.spec()
                                .source()
                                .map(source -> "the file is fetched from " + source.shown() + ", and none is sent")
                                .orElseGet(() -> "the file is " + job.state().wireName() + " with " + job.received()
                                        + " bytes there, and this piece begins at " + offset
                                        + "; ask with HEAD where to go on"))
                .exception();
    }

    /** Gives a file up. */
    @Delete("/uploads/{id}")
    CompletionStage<MutableHttpResponse<Payload>> end(HttpRequest<?> request, String id) {
        requireTus(request);
        return work.answer(() -> {
            var imports = callers.workbook(request).importFiles();
            JobController.requireDone(imports.cancel(job(imports, id).id(), Sender.editor(request)));
            return tus(HttpResponse.noContent());
        });
    }

    private static Job job(ImportFiles imports, String id) {
        return JobController.job(imports, id);
    }

    private static void requireTus(HttpRequest<?> request) {
        if (!TUS_VERSION.equals(request.getHeaders().get(TUS))) {
            throw Problem.of(ProblemType.INVALID_HEADER, "the header " + TUS + " is " + TUS_VERSION)
                    .status(412)
                    .header("Tus-Version", TUS_VERSION)
                    .exception();
        }
    }

    private static MutableHttpResponse<Payload> tus(MutableHttpResponse<Payload> response) {
        return response.header(TUS, TUS_VERSION);
    }

    private static long number(HttpRequest<?> request, String header) {
        var text = String.valueOf(request.getHeaders().get(header));
        if (!text.matches("[0-9]{1,18}")) {
            throw Problem.of(ProblemType.INVALID_HEADER, "the header " + header + " takes a number of bytes")
                    .exception();
        }
        return Long.parseLong(text);
    }

    /** Reads pairs of a name and a text in Base64. */
    private static Map<String, String> metadata(HttpRequest<?> request) {
        var metadata = new HashMap<String, String>();
        var header = request.getHeaders().get(METADATA);
        if (header == null || header.isBlank()) {
            return metadata;
        }
        try {
            for (var pair : header.split(",", -1)) {
                var words = pair.strip().split(" +", 2);
                metadata.put(
                        words[0],
                        words.length == 1
                                ? ""
                                : new String(Base64.getDecoder().decode(words[1].strip()), StandardCharsets.UTF_8));
            }
            return metadata;
        } catch (IllegalArgumentException e) {
            throw Problem.of(ProblemType.INVALID_HEADER, "the header " + METADATA + " takes names and texts in Base64")
                    .exception();
        }
    }
}
