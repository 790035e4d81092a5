package dev.ducksheet.http;

import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.fileupload.MultipartStream;

/** The body of an import: a file as it is, or a form with fields first and then the file. It is read as it comes. */
final class ImportBody implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int MAX_FIELD = 1 << 16;
    private static final Pattern PARAMETER = Pattern.compile("\\b(name|filename)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final InputStream bytes;
    private final Optional<MultipartStream> form;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private String fileName = "file";

    private ImportBody(InputStream bytes, Optional<MultipartStream> form) {
        this.bytes = bytes;
        this.form = form;
    }

    /** Begins to read a body, on a thread that may block: the fields of a form, up to its file. */
    static ImportBody of(HttpRequest<?> request) throws IOException {
        var bytes = ((ServerHttpRequest<?>) request).byteBody().toInputStream();
        var type = Optional.ofNullable(request.getHeaders().get("Content-Type")).map(MediaType::of);
        if (type.filter(it -> it.getName().equals(MediaType.MULTIPART_FORM_DATA))
                .isEmpty()) {
            return new ImportBody(bytes, Optional.empty());
        }
        var boundary = type.get()
                .getParameters()
                .get("boundary")
                .map(it -> it.toString().replace("\"", ""))
                .orElseThrow(() -> Problem.of(ProblemType.INVALID_HEADER, "the header Content-Type has no boundary")
                        .exception());
        var body = new ImportBody(
                bytes,
                Optional.of(new MultipartStream(bytes, boundary.getBytes(StandardCharsets.ISO_8859_1), BUFFER, null)));
        body.readFields();
        return body;
    }

    private void readFields() throws IOException {
        var parts = form.orElseThrow();
        parts.setHeaderEncoding(StandardCharsets.ISO_8859_1.name());
        for (boolean more = parts.skipPreamble(); more; more = parts.readBoundary()) {
            String name = "";
            Optional<String> file = Optional.empty();
            Matcher matcher = PARAMETER.matcher(parts.readHeaders());
            while (matcher.find()) {
                var value = new String(matcher.group(2).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                if (matcher.group(1).equals("name")) {
                    name = value;
                } else {
                    file = Optional.of(value);
                }
            }
            if (file.isPresent()) {
                fileName = file.get();
                return;
            }
            if (fields.put(name, field(parts)) != null) {
                throw Parameters.wrong(name + " is there twice");
            }
        }
        throw Problem.of(ProblemType.INVALID_BODY, "the form has no file; send it as its last part, with a filename")
                .exception();
    }

    private static String field(MultipartStream parts) throws IOException {
        var value = new ByteArrayOutputStream();
        parts.readBodyData(new OutputStream() {
            @Override
            public void write(int letter) {
                write(new byte[] {(byte) letter}, 0, 1);
            }

            @Override
            public void write(byte[] more, int from, int length) {
                if (value.size() + length > MAX_FIELD) {
                    throw Problem.of(
                                    ProblemType.CONTENT_TOO_LARGE,
                                    "a field of the form has more than " + MAX_FIELD
                                            + " bytes; the file is the part with a filename")
                            .exception();
                }
                value.write(more, from, length);
            }
        });
        return value.toString(StandardCharsets.UTF_8);
    }

    /** Returns the fields before the file. */
    Map<String, String> fields() {
        return fields;
    }

    String fileName() {
        return fileName;
    }

    boolean isForm() {
        return form.isPresent();
    }

    /** Says whether there is nothing, neither a form nor a byte; the byte that there is comes no more. */
    boolean isNothing() throws IOException {
        return !isForm() && bytes.read() < 0;
    }

    /** Hands the file over, piece by piece. */
    void copyTo(OutputStream out) throws IOException {
        if (form.isPresent()) {
            form.get().readBodyData(out);
        } else {
            var buffer = new byte[BUFFER];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                out.write(buffer, 0, read);
            }
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
