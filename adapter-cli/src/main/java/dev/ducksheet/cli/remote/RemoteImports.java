package dev.ducksheet.cli.remote;

import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.Leftovers;
import dev.ducksheet.core.imports.Source;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.ImportFiles;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Files sent to a URL, by the tus protocol: what was sent before a connection broke need not be sent again. */
record RemoteImports(Server server, Duration pause) implements ImportFiles {
    private static final int PIECE = 8 << 20;
    private static final int GONE = 404;
    private static final int OTHER_STATE = 409;
    private static final int FORBIDDEN = 403;

    @Override
    public Opening open(ImportSpec spec, boolean resumable, Signature signature) {
        return opening(spec.source().isPresent() ? fetching(spec, signature) : sending(spec, signature));
    }

    private HttpRequest.Builder fetching(ImportSpec spec, Signature signature) {
        return by(signature.editor(), server.request("/imports?" + parameters(spec)))
                .POST(BodyPublishers.noBody());
    }

    private HttpRequest.Builder sending(ImportSpec spec, Signature signature) {
        long size = spec.size().orElseThrow(() -> new IllegalArgumentException("the size of the file is unknown"));
        return tus("/imports/uploads?" + parameters(spec), signature.editor())
                .header("Upload-Length", Long.toString(size))
                .POST(BodyPublishers.noBody());
    }

    private Opening opening(HttpRequest.Builder request) {
        Answer answer = server.send(request);
        return answer.refusal()
                .<Opening>map(Opening.Refused::new)
                .orElseGet(() -> new Opening.Opened(JobJson.read(answer.document()), false));
    }

    private HttpRequest.Builder tus(String path, String editor) {
        return by(editor, server.request(path).header("Tus-Resumable", "1.0.0"));
    }

    private static HttpRequest.Builder by(String editor, HttpRequest.Builder request) {
        return Submissions.isSendable(editor) ? request.header("Ducksheet-Editor", editor) : request;
    }

    private static String parameters(ImportSpec spec) {
        List<String> parameters = new ArrayList<>();
        Parameters.add(parameters, "table", spec.table());
        Parameters.add(parameters, "name", spec.fileName());
        Parameters.add(parameters, "source", spec.source().map(Source::url).orElse(""));
        Parameters.add(parameters, "mode", spec.merging().mode().wireName());
        Parameters.add(
                parameters,
                "key",
                spec.merging().key().stream().map(RemoteImports::quoted).collect(Collectors.joining(",")));
        Parameters.add(
                parameters, "ignore_case", Boolean.toString(spec.merging().ignoresCase()));
        Parameters.add(
                parameters, "on_error", spec.merging().misfits() == Merging.Misfits.REFUSED ? "stop" : "reject-row");
        Parameters.add(
                parameters, "format", spec.format().map(it -> it.wireName()).orElse(""));
        Parameters.add(parameters, "delimiter", spec.dialect().delimiter().orElse(""));
        Parameters.add(
                parameters,
                "quote",
                spec.dialect().quote().map(it -> it.isEmpty() ? "none" : it).orElse(""));
        Parameters.add(
                parameters,
                "header",
                spec.dialect().header().map(String::valueOf).orElse(""));
        Parameters.add(parameters, "charset", spec.dialect().charset().orElse(""));
        Parameters.add(parameters, "columns", columns(spec.columns()));
        return String.join("&", parameters);
    }

    private static String columns(Map<String, String> columns) {
        return columns.entrySet().stream()
                .map(it -> quoted(it.getKey()) + ":" + quoted(it.getValue()))
                .collect(Collectors.joining(","));
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    @Override
    public Optional<Receiving> receive(UpdateId job, long offset) {
        return job(job).filter(it -> it.received() == offset).map(it -> new Sending(job, offset));
    }

    /** A file on its way, in pieces. */
    private final class Sending implements Receiving {
        private final UpdateId job;
        private final ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE);
        private long sent;

        Sending(UpdateId job, long sent) {
            this.job = job;
            this.sent = sent;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            piece.write(bytes, from, length);
            if (piece.size() >= PIECE) {
                send();
            }
        }

        private void send() {
            if (piece.size() == 0) {
                return;
            }
            var request = tus("/imports/uploads/" + job, "")
                    .header("Upload-Offset", Long.toString(sent))
                    .header("Content-Type", "application/offset+octet-stream")
                    .method("PATCH", BodyPublishers.ofByteArray(piece.toByteArray()));
            var unused = server.send(request).document();
            sent += piece.size();
            piece.reset();
        }

        @Override
        public long received() {
            return sent;
        }

        @Override
        public Job complete() {
            send();
            return job(job).orElseThrow(() -> new ServerRefusedException("job " + job + " is gone"));
        }

        @Override
        public void close() {
            piece.reset();
        }
    }

    @Override
    public List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        server.get("/jobs").path("jobs").forEach(job -> jobs.add(JobJson.read(job)));
        return jobs;
    }

    @Override
    public Optional<Job> job(UpdateId id) {
        Answer answer = server.send(server.request("/jobs/" + id));
        return answer.status() == GONE ? Optional.empty() : Optional.of(JobJson.read(answer.document()));
    }

    /** Asks again and again, on a thread of its own, until the job is over. */
    @Override
    public Optional<Runnable> watch(UpdateId id, Consumer<Job> told) {
        return job(id).map(job -> {
            told.accept(job);
            var thread = new Thread(() -> follow(job, told), "ducksheet-job");
            thread.setDaemon(true);
            thread.start();
            return thread::interrupt;
        });
    }

    private void follow(Job first, Consumer<Job> told) {
        try {
            for (Job last = first; !last.state().isOver(); ) {
                Thread.sleep(pause.toMillis());
                Job next = again(last);
                if (next.revision() != last.revision()) {
                    last = next;
                    told.accept(last);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A server that is restarted takes the job up again; one that knows nothing of it tells no more. */
    private Job again(Job last) {
        try {
            return job(last.id()).orElseGet(() -> last.failed("the server keeps nothing of the job", last.changedAt()));
        } catch (PortUnavailableException e) {
            return last;
        }
    }

    @Override
    public Steering cancel(UpdateId id, String editor) {
        return steer(server.request("/jobs/" + id).DELETE());
    }

    @Override
    public Steering retry(UpdateId id, String editor) {
        return steer(server.request("/jobs/" + id + "/retry").POST(BodyPublishers.noBody()));
    }

    private Steering steer(HttpRequest.Builder request) {
        Answer answer = server.send(request);
        String detail = answer.body().path("detail").asText();
        return switch (answer.status()) {
            case GONE -> new Steering.Unknown();
            case OTHER_STATE -> new Steering.Impossible(detail);
            case FORBIDDEN -> new Steering.Forbidden(detail);
            default -> new Steering.Done(JobJson.read(answer.document()));
        };
    }

    @Override
    public Optional<InputStream> leftovers(UpdateId id, Leftovers which) {
        String path = which == Leftovers.REJECTED ? "/rejects" : "/superseded";
        HttpResponse<InputStream> response =
                server.stream(server.request("/jobs/" + id + path).setHeader("Accept", "text/csv"));
        if (response.statusCode() == GONE) {
            return Optional.empty();
        }
        if (response.statusCode() >= 300) {
            throw server.problem(response).failure();
        }
        return Optional.of(response.body());
    }
}
