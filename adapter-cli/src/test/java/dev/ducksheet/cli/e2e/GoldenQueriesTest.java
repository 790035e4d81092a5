package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.DerivedViewDefinition;
import dev.ducksheet.testkit.Workbooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of SELECT through the API: see {@code golden_queries.txt}. The answers were worked out by hand from the rows
 * of {@link Workbooks}, five products, five customers and ten sales; no database was asked.
 */
class GoldenQueriesTest {
    @TempDir
    private static Path folder;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The quantities of each product by month. */
    private static final DerivedViewDefinition MONTHS = new DerivedViewDefinition.Pivot(
            "sales",
            List.of("product_id"),
            "invoice_date",
            Axis.Part.MONTH,
            List.of(CellValue.of("2024-01"), CellValue.of("2024-02"), CellValue.of("2024-03")),
            "quantity");

    /** A row for each quantity and each price. */
    private static final DerivedViewDefinition MEASURES = new DerivedViewDefinition.Unpivot(
            "sales", List.of("product_id", "customer_id"), List.of("quantity", "net_price"), "measure", "value");

    private static Server server;

    @BeforeAll
    static void serve() {
        var file = folder.resolve("book.duckdb");
        Server.make(file, loader -> {
            Workbooks.demo(loader);
            loader.define("pivoted_sales", MONTHS);
            loader.define("unpivoted_sales", MEASURES);
        });
        server = Server.on(file);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A body, and the answer in CSV. */
    record Golden(String name, String body, String csv) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Golden> golden() throws IOException {
        try (var list = Objects.requireNonNull(GoldenQueriesTest.class.getResourceAsStream("golden_queries.txt"))) {
            var text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\n\n", -1))
                    .map(block -> block.split("\n", 3))
                    .map(lines -> new Golden(lines[0], lines[1], lines[2].strip()))
                    .toList()
                    .stream();
        }
    }

    private static HttpResponse<byte[]> query(String body, String format) throws Exception {
        var request = HttpRequest.newBuilder(server.uri().resolve("/query?format=" + format))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    @ParameterizedTest
    @MethodSource("golden")
    void a_kind_of_query_has_the_answer_that_was_worked_out_by_hand(Golden golden) throws Exception {
        var answer = query(golden.body(), "csv");
        var csv = new String(answer.body(), StandardCharsets.UTF_8);

        assertThat(answer.statusCode()).as(csv).isEqualTo(200);
        assertThat(csv.replace("\r\n", "\n").strip()).isEqualTo(golden.csv());
    }

    @Test
    void the_same_rows_come_in_every_format() throws Exception {
        var body =
                "{\"sql\": \"SELECT product_id, quantity, invoice_date FROM sales WHERE product_id = 5 ORDER BY quantity\"}";
        var parquet = folder.resolve("answer.parquet");
        Files.write(parquet, query(body, "parquet").body());

        assertThat(new String(query(body, "ndjson").body(), StandardCharsets.UTF_8))
                .isEqualTo("""
                        {"product_id":5,"quantity":7,"invoice_date":"2024-02-14"}
                        {"product_id":5,"quantity":null,"invoice_date":"2024-02-20"}
                        """);
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var rows = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT string_agg(q::VARCHAR, ';') FROM (SELECT r AS q FROM '" + parquet + "' r)")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1))
                    .contains("'product_id': 5", "'quantity': 7", "'invoice_date': 2024-02-20", "'quantity': NULL");
        }
        assertThat(query(body, "arrow").body()).startsWith(-1, -1, -1, -1).endsWith(-1, -1, -1, -1, 0, 0, 0, 0);
        Eventually.is(true, () -> isEmpty(folder.resolve("book.duckdb.spool")));
    }

    private static boolean isEmpty(Path folder) {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_query_ends_when_its_client_goes_away() throws Exception {
        var body = "{\"sql\": \"SELECT count(*) FROM range(100000000000)\", \"timeout\": 300}";
        var request = HttpRequest.newBuilder(server.uri().resolve("/query"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            var answer = HTTP.sendAsync(request, BodyHandlers.ofString());
            assertThatThrownBy(() -> answer.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            answer.cancel(true);
        }
        Eventually.is(200, GoldenQueriesTest::statusOfAQuery);
    }

    private static int statusOfAQuery() {
        try {
            return query("{\"sql\": \"SELECT 1 AS one\"}", "csv").statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
