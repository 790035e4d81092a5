package dev.ducksheet.bench;

import dev.ducksheet.bench.Timing.Contender;
import dev.ducksheet.bench.Timing.Round;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Inserts and upserts 10,000 rows of four columns in one request, against the bare engine: the appender, and a staged
 * INSERT … ON CONFLICT. Tables have a key and 100,000 rows at first. Of an upsert every second row is there already.
 */
final class RowsOverHttp implements Scenario {
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 15;
    private static final int ROWS = 10_000;
    private static final int AT_FIRST = 100_000;
    private static final String COLUMNS = "id BIGINT PRIMARY KEY, name VARCHAR, q BIGINT, price DECIMAL(18,2)";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What a body is written in. */
    private record Format(
            String name, String type, LongFunction<String> row, String before, String between, String after) {
        byte[] body(LongStream ids) {
            return ids.mapToObj(row)
                    .collect(Collectors.joining(between, before, after))
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static final List<Format> FORMATS = List.of(
            new Format("JSON", "application/json", RowsOverHttp::json, "[", ",", "]"),
            new Format("NDJSON", "application/x-ndjson", RowsOverHttp::json, "", "\n", "\n"),
            new Format("CSV", "text/csv", RowsOverHttp::csv, "id,name,q,price\r\n", "\r\n", "\r\n"));

    private static String json(long id) {
        return Report.format(
                "{\"id\": %d, \"name\": \"name %d\", \"q\": %d, \"price\": %s}", id, id, id % 1000, price(id));
    }

    private static String csv(long id) {
        return Report.format("%d,name %d,%d,%s", id, id, id % 1000, price(id));
    }

    private static String price(long id) {
        return Report.format("%d.%02d", id % 1000, id % 100);
    }

    @Override
    public void run(Report report) throws Exception {
        try (var scratch = new Scratch()) {
            var bare = scratch.file("floor.duckdb");
            var ours = scratch.file("ours.duckdb");
            create(bare);
            create(ours);
            try (var floor = BareEngine.open(bare);
                    var server = ServerProcess.start(ours)) {
                floor.execute("CREATE TEMP TABLE staged (id BIGINT, name VARCHAR, q BIGINT, price DECIMAL(18,2))");
                measure(report, server, "Inserts", "insert", append(floor), "bare appender");
                measure(report, server, "Upserts", "upsert", merge(floor), "bare staged INSERT … ON CONFLICT");
            }
        }
    }

    private static void create(Path file) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                var statement = connection.createStatement()) {
            for (var mode : List.of("insert", "upsert")) {
                for (var way : List.of("bare", "json", "ndjson", "csv")) {
                    var table = mode + "_" + way;
                    statement.execute("CREATE TABLE " + table + " (" + COLUMNS + ")");
                    statement.execute("INSERT INTO " + table
                            + " SELECT i, 'name ' || i, i % 1000, (i % 1000)::DECIMAL(18,2) FROM range(" + AT_FIRST
                            + ") t(i)");
                }
            }
            statement.execute("CHECKPOINT");
        }
    }

    private void measure(Report report, ServerProcess server, String title, String mode, Round floor, String floorName)
            throws Exception {
        var contenders = new ArrayList<>(List.of(new Contender(floorName, floor)));
        for (var format : FORMATS) {
            contenders.add(new Contender("POST of " + format.name(), post(server, mode, format)));
        }
        var timings = Timing.inTurns(WARM_UP, ROUNDS, contenders);
        report.title(title + " of " + ROWS + " rows of 4 columns, a request and a commit each");
        report.head("", "median (least to most)", "rows per second", "share of the floor's speed");
        for (var timing : timings) {
            report.row(
                    timing.name(),
                    Report.millis(timing),
                    Report.format("%,.0f", ROWS / timing.medianMillis() * 1000),
                    Report.format("%.2f", 1 / timing.times(timings.get(0))));
        }
    }

    /** Returns the ids of a round: of an insert all are new, of an upsert every second one. */
    private static LongStream ids(String mode, int round) {
        return mode.equals("insert")
                ? LongStream.range(0, ROWS).map(i -> AT_FIRST + (long) round * ROWS + i)
                : LongStream.range(0, ROWS)
                        .map(i -> i % 2 == 0 ? i * 7 % AT_FIRST : AT_FIRST + (long) round * ROWS + i);
    }

    private Round post(ServerProcess server, String mode, Format format) {
        var table = mode + "_" + format.name().toLowerCase(Locale.ROOT);
        var address = URI.create("http://127.0.0.1:" + server.port() + "/tables/" + table + "/rows?mode=" + mode);
        var rounds = new int[1];
        return () -> {
            var body = format.body(ids(mode, rounds[0]++));
            var request = HttpRequest.newBuilder(address)
                    .header("Content-Type", format.type())
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            return Timing.of(() -> send(request)).run();
        };
    }

    private void send(HttpRequest request) throws IOException, InterruptedException {
        var response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + ": " + response.body());
        }
    }

    private static Round append(BareEngine floor) {
        var rounds = new int[1];
        return () -> {
            var ids = ids("insert", rounds[0]++).toArray();
            return floor.inTransaction(() -> append(floor, "main", "insert_bare", ids))
                    .run();
        };
    }

    private static Round merge(BareEngine floor) {
        var rounds = new int[1];
        return () -> {
            var ids = ids("upsert", rounds[0]++).toArray();
            floor.execute("DELETE FROM staged");
            return floor.inTransaction(() -> {
                        append(floor, "temp", "staged", ids);
                        floor.execute("INSERT INTO upsert_bare SELECT * FROM staged ON CONFLICT (id) DO UPDATE"
                                + " SET name = excluded.name, q = excluded.q, price = excluded.price");
                    })
                    .run();
        };
    }

    private static void append(BareEngine floor, String schema, String table, long[] ids) throws SQLException {
        try (var appender = schema.equals("temp")
                ? floor.connection().createAppender("temp", "main", table)
                : floor.connection().createAppender(schema, table)) {
            for (long id : ids) {
                appender.beginRow()
                        .append(id)
                        .append("name " + id)
                        .append(id % 1000)
                        .append(new BigDecimal(price(id)))
                        .endRow();
            }
        }
    }
}
