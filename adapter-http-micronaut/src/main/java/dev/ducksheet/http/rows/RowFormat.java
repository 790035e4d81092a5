package dev.ducksheet.http.rows;

import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats in which rows are given. */
public enum RowFormat {
    /** One document. */
    JSON("application/json", "application/json"),
    /** RFC 4180. */
    CSV("text/csv", "text/csv; charset=utf-8; header=present"),
    /** One JSON object to a line. */
    NDJSON("application/x-ndjson", "application/x-ndjson"),
    /** Apache Parquet: a file, made before its first byte is sent. */
    PARQUET("application/vnd.apache.parquet", "application/vnd.apache.parquet"),
    /** Apache Arrow's format for streams. */
    ARROW("application/vnd.apache.arrow.stream", "application/vnd.apache.arrow.stream");

    private final String mediaType;
    private final String contentType;

    RowFormat(String mediaType, String contentType) {
        this.mediaType = mediaType;
        this.contentType = contentType;
    }

    /**
     * What is to be said of the rows beside them.
     *
     * @param sheet the table or rollup they are of; empty for a query's
     */
    public record Result(Optional<String> sheet, Cursor head, List<Column> columns) {
        /** Copies the columns. */
        public Result {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Chooses a format, or ends the request with a problem that names those there are.
     *
     * @param name asked for by name; goes before {@code accepted}
     * @param accepted media types, the most wanted first; empty for any
     */
    public static RowFormat choose(Optional<String> name, Collection<String> accepted) {
        if (name.isPresent()) {
            return matching(format -> format.wireName().equals(name.get()) || format.mediaType.equals(name.get()))
                    .orElseThrow(() -> unknown(name.get()));
        }
        if (accepted.isEmpty()) {
            return JSON;
        }
        return accepted.stream()
                .flatMap(type -> matching(format -> format.fits(type)).stream())
                .findFirst()
                .orElseThrow(() -> unknown(String.join(", ", accepted)));
    }

    private static Optional<RowFormat> matching(java.util.function.Predicate<RowFormat> test) {
        return Arrays.stream(values()).filter(test).findFirst();
    }

    private boolean fits(String accepted) {
        var type = accepted.toLowerCase(Locale.ROOT);
        return type.equals("*/*")
                || type.equals(mediaType)
                || (type.endsWith("/*") && mediaType.startsWith(type.substring(0, type.length() - 1)));
    }

    private static RuntimeException unknown(String wanted) {
        var known = Arrays.stream(values())
                .map(format -> format.wireName() + " (" + format.mediaType + ")")
                .collect(Collectors.joining(", "));
        return Problem.of(ProblemType.NOT_ACCEPTABLE, "no format " + wanted + "; there are " + known)
                .exception();
    }

    /** Returns the names on the wire. */
    public static String[] names() {
        return Arrays.stream(values()).map(RowFormat::wireName).toArray(String[]::new);
    }

    /** Returns the name on the wire, as the parameter {@code format} takes it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the value of the header Content-Type. */
    public String contentType() {
        return contentType;
    }

    /** Says whether the bytes are compressed already. */
    public boolean isCompressed() {
        return this == PARQUET;
    }

    /** Returns what writes rows one by one; nothing does so for a file. */
    RowEncoder encoder(Result result) {
        return switch (this) {
            case JSON -> JsonRows.document(result);
            case CSV -> new CsvRows(result);
            case NDJSON -> JsonRows.lines(result);
            case ARROW -> new ArrowRows(result);
            case PARQUET -> throw new IllegalArgumentException("a Parquet file is not written row by row");
        };
    }
}
