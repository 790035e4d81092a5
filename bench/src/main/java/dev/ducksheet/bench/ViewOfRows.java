package dev.ducksheet.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads a million rows of six columns over HTTP in each format, against DuckDB's own COPY of the same table to a file, and
 * Arrow against its COPY to Parquet. The server has a heap of 256 MB.
 */
final class ViewOfRows implements Scenario {
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 7;
    private static final int LEAST_BYTES = 4_000_000;

    private final String title;
    private final Function<Format, byte[]> request;

    /** A format, what DuckDB makes most like it, and how it is coded on its way. */
    private enum Format {
        NDJSON("ndjson", "json", "identity"),
        CSV("csv", "csv", "identity"),
        CSV_GZIP("csv", "csv, COMPRESSION gzip", "gzip"),
        CSV_ZSTD("csv", "csv, COMPRESSION zstd", "zstd"),
        PARQUET("parquet", "parquet, COMPRESSION zstd", "identity"),
        ARROW("arrow", "parquet, COMPRESSION uncompressed", "identity");

        private final String name;
        private final String copy;
        private final String coding;

        Format(String name, String copy, String coding) {
            this.name = name;
            this.copy = copy;
            this.coding = coding;
        }
    }

    private ViewOfRows(String title, Function<Format, byte[]> request) {
        this.title = title;
        this.request = request;
    }

    /** Reads a table. */
    static Scenario view() {
        return new ViewOfRows(
                "1M rows of 6 columns of a table",
                format -> Requests.last("/view_table/item?format=" + format.name, format.coding));
    }

    /** Asks in SQL for the same rows. */
    static Scenario query() {
        return new ViewOfRows(
                "1M rows of 6 columns of a query", format -> Requests.query(format.name, "SELECT * FROM item", 300));
    }

    @Override
    public void run(Report report) throws Exception {
        try (var scratch = new Scratch();
                var floor = BareEngine.create(scratch.file("floor.duckdb"))) {
            var file = scratch.file("ours.duckdb");
            SampleWorkbook.create(file);
            try (var server = ServerProcess.start(file, "-Xmx256m")) {
                measure(report, scratch.file("copy"), floor, server);
            }
        }
    }

    private void measure(Report report, Path copy, BareEngine floor, ServerProcess server) throws Exception {
        read(server, Format.NDJSON);
        var before = server.heap();
        var contenders = new ArrayList<Timing.Contender>();
        for (var format : Format.values()) {
            contenders.add(new Timing.Contender("COPY as " + format.copy, Timing.of(() -> copy(floor, copy, format))));
            contenders.add(new Timing.Contender("HTTP as " + format, Timing.of(() -> read(server, format))));
        }
        List<Timing> timings = Timing.inTurns(WARM_UP, ROUNDS, contenders);
        var after = server.heap();
        report.title(title);
        report.head("", "median (least to most)", "share of COPY's speed");
        for (int i = 0; i < timings.size(); i++) {
            report.row(
                    timings.get(i).name(),
                    Report.millis(timings.get(i)),
                    Report.format("%.2f", 1 / timings.get(i).times(timings.get(i - i % 2))));
        }
        report.note(Report.format(
                "The server's heap, of at most 256 MiB: %.0f MiB after a collection before the rounds, %.0f MiB after"
                        + " them, %.0f MiB at most in between.",
                before.afterCollection(), after.afterCollection(), after.peak()));
    }

    private static void copy(BareEngine floor, Path file, Format format) throws Exception {
        floor.execute("COPY item TO '" + file + "' (FORMAT " + format.copy + ")");
        requireAll(Files.size(file));
    }

    /** Reads to the end of the connection and looks at nothing else: the client shall cost little. */
    private void read(ServerProcess server, Format format) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.apply(format));
            var buffer = new byte[256 * 1024];
            long total = 0;
            for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
                total += read;
            }
            requireAll(total);
        }
    }

    private static void requireAll(long bytes) throws IOException {
        if (bytes < LEAST_BYTES) {
            throw new IOException("that cannot be a million rows: " + bytes + " bytes");
        }
    }
}
