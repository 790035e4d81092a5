package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.Aggregation.Refresh;
import dev.ducksheet.core.model.DerivedViewDefinition.Grouped;
import dev.ducksheet.core.model.DerivedViewDefinition.Sum;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregatesTest extends WithServer {
    @BeforeEach
    void applyEverything() {
        workbook.onTables = edit -> FakeWorkbook.decided(new Outcome.Applied(
                FakeWorkbook.id(1),
                new Version(7),
                edit.table(),
                "",
                3,
                new Event.TableAggregated(((TableEdit.Aggregate) edit).aggregation())));
    }

    @Test
    void an_aggregate_is_made_as_it_is_asked_for_and_told() {
        var answer = client.post("/tables/a%20b/aggregate", """
                {"by": ["name", "sku"], "as": "per name", "count": "n", "sums": {"total": "quantity"}, "refresh": "on_change"}""");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"table\":\"per name\"", "\"rows\":3", "\"event\":\"table_aggregated\"")
                .contains(
                        "\"aggregate\":{\"name\":\"per name\",\"source\":\"a b\",\"by\":[\"name\",\"sku\"],\"count\":\"n\","
                                + "\"sums\":{\"total\":\"quantity\"},\"refresh\":\"on_change\"}")
                .contains("\"message\":\"Aggregated a b into per name\"");
        var rows = new Grouped("a b", List.of("name", "sku"), "n", List.of(new Sum("total", "quantity")));
        assertThat(workbook.tableEdits)
                .containsExactly(new TableEdit.Aggregate(new Aggregation("per name", rows, Refresh.ON_CHANGE)));
    }

    @Test
    void what_is_left_out_is_named_after_the_table_and_sums_after_their_columns() {
        client.post("/tables/products/aggregate", "{\"by\": [\"name\"], \"sums\": [\"quantity\"]}");

        var rows = new Grouped("products", List.of("name"), "no_of_products", List.of(new Sum("quantity", "quantity")));
        assertThat(workbook.tableEdits)
                .containsExactly(new TableEdit.Aggregate(new Aggregation("products_agg", rows, Refresh.MANUAL)));
    }

    @Test
    void the_same_body_for_another_table_is_another_request() {
        var body = "{\"by\": [\"name\"], \"as\": \"same\"}";
        client.post("/tables/a/aggregate", body, "Idempotency-Key", "k");
        client.post("/tables/a/aggregate", body, "Idempotency-Key", "k");
        client.post("/tables/b/aggregate", body, "Idempotency-Key", "k");

        var prints = workbook.signatures.stream()
                .map(it -> ((Idempotency.Keyed) it.idempotency()).fingerprint())
                .toList();
        assertThat(prints.get(0)).isEqualTo(prints.get(1)).isNotEqualTo(prints.get(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|",
                "{}|/by",
                "{\"by\": \"name\"}|/by",
                "{\"by\": [1]}|/by/0",
                "{\"by\": [\"a\"], \"as\": 1}|/as",
                "{\"by\": [\"a\"], \"as\": \" \"}|/as",
                "{\"by\": [\"a\"], \"count\": null}|/count",
                "{\"by\": [\"a\"], \"sums\": \"a\"}|/sums",
                "{\"by\": [\"a\"], \"sums\": [1]}|/sums/0",
                "{\"by\": [\"a\"], \"sums\": {\"a\": 1}}|/sums/a",
                "{\"by\": [\"a\"], \"refresh\": \"hourly\"}|/refresh",
                "{\"by\": [\"a\"], \"where\": \"a\"}|/where"
            })
    void a_body_that_is_wrong_is_refused_with_the_member_to_blame(String body, String pointer) {
        var answer = client.post("/tables/t/aggregate", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"pointer\":\"" + (pointer == null ? "" : pointer) + "\"");
        assertThat(workbook.tableEdits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ALREADY_EXISTS,409", "IN_USE,409", "UNKNOWN_TABLE,404", "UNKNOWN_COLUMN,422", "TYPE_MISMATCH,422"})
    void a_refusal_has_its_status(Reason reason, int status) {
        workbook.onTables = edit -> new Submission.Refused(Refusal.of(reason, "/by/0", "because"));

        assertThat(client.post("/tables/t/aggregate", "{\"by\": [\"a\"]}").statusCode())
                .isEqualTo(status);
    }
}
