package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.testkit.Workbooks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts that would be SQL if anybody pasted them leave the file as it is. */
class InjectionTest {
    private static final List<String> SHEETS =
            List.of("product", "customer", "sales", "sales_summary_by_product_family");
    private static final List<String> HOSTILE = List.of(
            "product_id = 1; DROP TABLE sales",
            "product_id = 1 -- ",
            "product_id = 1 /* */ OR TRUE",
            "1 = 1",
            "product_id = (SELECT max(product_id) FROM product)",
            "product_id IN (SELECT 1)",
            "read_csv('/etc/passwd') IS NOT NULL",
            "product_id = 1 UNION SELECT 1",
            "\"product_id\"\" = 1; DROP TABLE sales; --\" = 1");
    private static final List<String> QUOTED =
            List.of("'; DROP TABLE sales; --", "' OR '1'='1", "\\'; DELETE FROM sales; --", "%' OR 1=1 --");

    @TempDir
    private Path folder;

    @Test
    void conditions_that_carry_sql_are_refused_with_their_position_and_values_that_carry_sql_are_values() {
        var file = folder.resolve("injection.duckdb");
        Server.make(file, Workbooks::demo);
        try (var server = Server.on(file)) {
            var api = server.api();
            var before = tables(api);

            for (var condition : HOSTILE) {
                var answer = api.post("/update_cell", body("sales", "quantity", condition));
                assertThat(answer.status()).as(condition + ": " + answer).isIn(400, 422);
                assertThat(answer.body().toString()).as(condition).doesNotContain("DuckDB", "Binder", "Parser Error");
            }
            for (var text : QUOTED) {
                var quoted = "'" + text.replace("'", "''") + "'";
                assertThat(api.post("/update_cell", body("product", "product_id", "name = " + quoted))
                                .status())
                        .isEqualTo(404);
                assertThat(api.post("/update_cell", body(text, "quantity", "product_id = 1"))
                                .status())
                        .isEqualTo(404);
                assertThat(api.post("/update_cell", body("sales", text, "product_id = 1"))
                                .status())
                        .isEqualTo(422);
            }

            assertThat(tables(api)).isEqualTo(before);
            assertThat(api.changesAfter(0, change -> {})).isZero();
        }
    }

    private static String body(String table, String column, String condition) {
        return Json.object()
                .put("table", table)
                .put("column", column)
                .put("value", 7)
                .put("condition", condition)
                .toString();
    }

    private static List<List<Map<String, CellValue>>> tables(Api api) {
        var tables = new ArrayList<List<Map<String, CellValue>>>();
        SHEETS.forEach(sheet -> tables.add(api.rows(sheet, "")));
        return tables;
    }
}
