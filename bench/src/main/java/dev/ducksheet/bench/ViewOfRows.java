package dev.ducksheet.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a million rows of six columns over HTTP, against DuckDB's own COPY of the same table to a file. The server has a
 * heap of 256 MB.
 */
final class ViewOfRows implements Scenario {
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 7;

    /** An empty chunk, with the end of the line before it, since rows have ends of lines too. */
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final int LEAST_BYTES = 40_000_000;

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

    private static void measure(Report report, Path copy, BareEngine floor, ServerProcess server) throws Exception {
        view(server, "ndjson");
        var before = server.heap();
        var timings = Timing.inTurns(
                WARM_UP,
                ROUNDS,
                List.of(
                        new Timing.Contender("COPY to JSON", Timing.of(() -> copy(floor, copy, "json"))),
                        new Timing.Contender("GET as NDJSON", Timing.of(() -> view(server, "ndjson"))),
                        new Timing.Contender("COPY to CSV", Timing.of(() -> copy(floor, copy, "csv"))),
                        new Timing.Contender("GET as CSV", Timing.of(() -> view(server, "csv")))));
        var after = server.heap();
        report.title("1M rows of 6 columns");
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

    private static void copy(BareEngine floor, Path file, String format) throws Exception {
        floor.execute("COPY item TO '" + file + "' (FORMAT " + format + ")");
        requireAll(Files.size(file));
    }

    /** Reads to the last chunk and looks at nothing else: the client shall cost little. */
    private static void view(ServerProcess server, String format) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(Requests.get("/view_table/item?format=" + format));
            requireAll(readToEnd(socket.getInputStream()));
        }
    }

    /** Keeps the last bytes of what it read before in front of what it reads, as the end may come in pieces. */
    private static long readToEnd(InputStream in) throws IOException {
        var buffer = new byte[LAST_CHUNK.length + 256 * 1024];
        long total = 0;
        while (!Arrays.equals(buffer, 0, LAST_CHUNK.length, LAST_CHUNK, 0, LAST_CHUNK.length)) {
            int read = in.read(buffer, LAST_CHUNK.length, buffer.length - LAST_CHUNK.length);
            if (read < 0) {
                throw new IOException("the server ended an answer after " + total + " bytes");
            }
            total += read;
            System.arraycopy(buffer, read, buffer, 0, LAST_CHUNK.length);
        }
        return total;
    }

    private static void requireAll(long bytes) throws IOException {
        if (bytes < LEAST_BYTES) {
            throw new IOException("that cannot be a million rows: " + bytes + " bytes");
        }
    }
}
