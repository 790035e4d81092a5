package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.seed.CsvFolder;
import dev.ducksheet.seed.DemoSize;
import dev.ducksheet.seed.DemoWorkbook;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rollup of the small demo, every row of every grouping set, in a file that was checked by hand: {@code
 * sales_summary_by_product_family.csv} beside this class.
 */
class GoldenRollupTest {
    private static final DemoWorkbook DEMO = DemoWorkbook.of(DemoSize.SMALL, DemoWorkbook.DEFAULT_SEED);

    @TempDir
    private Path folder;

    private List<String> golden = List.of();

    @BeforeEach
    void read() throws IOException {
        try (var file = GoldenRollupTest.class.getResourceAsStream(DemoWorkbook.ROLLUP + ".csv")) {
            golden = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static List<String[]> csv(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(","))
                .toList();
    }

    /** Adds up the demo's CSV files line by line: no table, no SQL, nothing of the core. */
    @Test
    void the_golden_rows_are_the_sums_of_the_lines_of_the_csv_files() throws IOException {
        var files = new CsvFolder(folder.resolve("csv"));
        for (var table : DEMO.tables()) {
            files.write(table, row -> {});
        }
        var products = new HashMap<String, String[]>();
        csv(folder.resolve("csv/product.csv")).forEach(product -> products.put(product[0], product));
        var quantities = new TreeMap<String, Long>();
        var amounts = new TreeMap<String, BigDecimal>();
        for (var sale : csv(folder.resolve("csv/sales.csv"))) {
            var product = products.get(sale[0]);
            var month = sale[2].substring(0, "2024-01".length());
            var rows = List.of(
                    "0," + product[2] + "," + product[3] + "," + product[4] + "," + month,
                    "1," + product[2] + "," + product[3] + ",," + month,
                    "3," + product[2] + ",,," + month);
            for (var row : rows) {
                quantities.merge(row, Long.valueOf(sale[3]), Long::sum);
                amounts.merge(row, new BigDecimal(sale[4]), BigDecimal::add);
            }
        }
        var lines = new ArrayList<String>(List.of(golden.get(0)));
        quantities.forEach((row, quantity) -> lines.add(row.substring(2) + "," + quantity + ","
                + amounts.get(row).stripTrailingZeros().toPlainString() + "," + row.charAt(0)));
        assertThat(lines).isEqualTo(golden);
    }

    @Test
    void the_api_shows_the_golden_rows() throws Exception {
        var file = folder.resolve("demo.duckdb");
        Server.make(file, loader -> {
            DEMO.tables().forEach(table -> loader.create(table.table(), table.rows()));
            loader.define(DEMO.rollup());
        });
        try (var server = Server.on(file)) {
            assertThat(get(
                            server.api().server(),
                            "?format=csv&sort=grouping_set_id,supplier,brand,family,invoice_date_month"))
                    .isEqualTo(golden);
            for (var set : List.of("0", "1", "3")) {
                var rows =
                        golden.stream().filter(line -> line.endsWith("," + set)).toList();
                assertThat(server.api().rows(DemoWorkbook.ROLLUP, "grouping_set_id = " + set))
                        .extracting(row -> line(List.copyOf(row.values())))
                        .containsExactlyInAnyOrderElementsOf(rows);
            }
        }
    }

    private static String line(List<CellValue> cells) {
        return String.join(
                ",",
                cells.stream().map(cell -> cell.isNull() ? "" : cell.display()).toList());
    }

    private static List<String> get(URI server, String parameters) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.resolve("/view_table/" + DemoWorkbook.ROLLUP + parameters))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body()
                .lines()
                .toList();
    }
}
