package dev.ducksheet.place.http;

import dev.ducksheet.core.imports.Source;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.FilePlace.Found;
import dev.ducksheet.guard.ForbiddenAddressException;
import dev.ducksheet.guard.GuardedClient;
import dev.ducksheet.guard.GuardedClient.Exchange;
import dev.ducksheet.guard.Target;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Fetches a file by GET, or the rest of it by a range (RFC 9110) if it is the same. Thread-safe. */
final class FileClient implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int BEYOND = 416;

    /** Those of the statuses of 4xx that pass. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final GuardedClient client;
    private final long mostBytes;
    private final Remedies remedies;

    /**
     * What helps.
     *
     * @param elsewhere if the answer leads elsewhere
     * @param forbidden if the file may not be read
     */
    record Remedies(String elsewhere, String forbidden) {}

    FileClient(GuardedClient client, long mostBytes, Remedies remedies) {
        this.client = client;
        this.mostBytes = mostBytes;
        this.remedies = remedies;
    }

    /** Returns why an address is not reached, as far as it tells without asking for a name; or nothing. */
    Optional<String> objection(String url) {
        var target = Target.parse(url);
        return target instanceof Target.Good good
                ? client.objection(good).map(FileClient::barred)
                : Optional.of(((Target.Bad) target).why());
    }

    private static String barred(String why) {
        return why + ", and files are fetched from the public internet; whoever runs the server can allow it with"
                + " --import-allow";
    }

    /**
     * Opens a file as a {@link dev.ducksheet.core.port.out.FilePlace} does.
     *
     * @param asking makes the request, but for the range
     */
    Found open(
            Source source,
            Supplier<HttpUriRequestBase> asking,
            long offset,
            Optional<String> mark,
            Cancellation cancellation) {
        try {
            return mark.isPresent() && offset > 0
                    ? rest(source, asking, offset, mark.get(), cancellation)
                    : all(source, asking.get(), cancellation);
        } catch (ForbiddenAddressException e) {
            return new Found.Refused(source.shown() + " is not fetched: " + barred(String.valueOf(e.getMessage())));
        } catch (SSLHandshakeException | SSLPeerUnverifiedException e) {
            return new Found.Refused(source.shown() + " is not fetched: its server cannot show that it is "
                    + source.host() + " (" + e.getMessage() + "); have it show a certificate that is trusted");
        } catch (IOException e) {
            throw away(source, why(e), e);
        }
    }

    private static String why(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static PortUnavailableException away(Source source, String why, IOException cause) {
        return new PortUnavailableException(source.shown() + " cannot be fetched now: " + why, cause);
    }

    private static PortUnavailableException away(Source source, int status) {
        return new PortUnavailableException(
                source.shown() + " cannot be fetched now: its server answers " + status + "; see that it is well");
    }

    private Found all(Source source, HttpUriRequestBase request, Cancellation cancellation) throws IOException {
        return found(source, sent(request, cancellation), 0);
    }

    private Exchange sent(HttpUriRequestBase request, Cancellation cancellation) throws IOException {
        cancellation.onCancel(request::abort);
        return client.send(request);
    }

    private Found rest(
            Source source, Supplier<HttpUriRequestBase> asking, long offset, String mark, Cancellation cancellation)
            throws IOException {
        var request = asking.get();
        request.setHeader("Range", "bytes=" + offset + "-");
        request.setHeader("If-Range", mark);
        var exchange = sent(request, cancellation);
        var response = exchange.response();
        boolean goesOn = response.getCode() == PARTIAL
                && begin(response) == offset
                && mark(response).equals(Optional.of(mark));
        if (goesOn) {
            return found(source, exchange, offset);
        }
        if (response.getCode() == PARTIAL || response.getCode() == BEYOND) { // another part, or of another file
            exchange.close();
            return all(source, asking.get(), cancellation);
        }
        return found(source, exchange, 0);
    }

    private static long begin(ClassicHttpResponse response) {
        var range = RANGE.matcher(header(response, "Content-Range"));
        return range.matches() ? Long.parseLong(range.group(1)) : -1;
    }

    /** Returns what an answer brings, and lets go of it if that is no file. */
    private Found found(Source source, Exchange exchange, long offset) throws IOException {
        try {
            var refusal = refusal(source, exchange.response(), offset);
            if (refusal.isPresent()) {
                exchange.close();
                return new Found.Refused(source.shown() + " is not fetched: " + refusal.get());
            }
            return opened(exchange, offset);
        } catch (IOException | RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    private Optional<String> refusal(Source source, ClassicHttpResponse response, long offset) {
        int expected = offset > 0 ? PARTIAL : OK;
        return response.getCode() == expected
                ? unfit(response.getEntity(), offset)
                : Optional.of(status(source, response.getCode()));
    }

    private Found opened(Exchange exchange, long offset) throws IOException {
        var response = exchange.response();
        HttpEntity entity = response.getEntity();
        var content = entity == null ? InputStream.nullInputStream() : entity.getContent();
        var bytes = new FileBytes(exchange, content, mostBytes - offset);
        return new Found.Opened(bytes, offset, size(entity, offset), mark(response));
    }

    /** Returns why a status is no file; throws if it will be another soon. */
    private String status(Source source, int status) {
        if (status >= 500 || PASSING.contains(status)) {
            throw away(source, status);
        }
        if (status >= 300 && status < 400) {
            return "its server answers " + status + ", which leads elsewhere and is not followed; "
                    + remedies.elsewhere();
        }
        return switch (status) {
            case 401, 403 -> "its server answers " + status + "; " + remedies.forbidden();
            case 404, 410 ->
                "its server answers " + status + ", there is no such file; put it there, and retry the job";
            default -> "its server answers " + status + "; give the URL of a file";
        };
    }

    private Optional<String> unfit(@Nullable HttpEntity entity, long offset) {
        if (entity != null && entity.getContentLength() < 0 && !entity.isChunked()) {
            return Optional.of(
                    "its server does not say where it ends, so that nobody could see it cut off; have it send"
                            + " Content-Length");
        }
        return size(entity, offset).orElse(0) > mostBytes
                ? Optional.of("it has more than " + mostBytes + " bytes; split it")
                : Optional.empty();
    }

    private static OptionalLong size(@Nullable HttpEntity entity, long offset) {
        long length = entity == null ? 0 : entity.getContentLength();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(offset + length);
    }

    /** Returns the mark, if it is a strong one: others do not tell whether bytes are the same. */
    private static Optional<String> mark(ClassicHttpResponse response) {
        return Optional.of(header(response, "ETag")).filter(it -> it.matches("\"[\\x21\\x23-\\x7e]{0,1000}\""));
    }

    private static String header(ClassicHttpResponse response, String name) {
        var header = response.getFirstHeader(name);
        return header == null ? "" : String.valueOf(header.getValue()).strip();
    }

    @Override
    public void close() {
        client.close();
    }
}
