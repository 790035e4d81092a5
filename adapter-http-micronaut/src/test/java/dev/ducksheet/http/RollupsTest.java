package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.Version;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollupsTest extends WithServer {
    private static final String A_ROLLUP = """
            {"name": "by é", "base": "sales", "joins": [{"table": "a.b", "column": "id", "base_column": "product_id"}],
              "levels": [{"name": "brand", "source": "a.b.brand.x"}],
              "axes": [{"name": "month", "source": "sales.day", "part": "Month"}, {"name": "chain", "source": "sales.chain"}],
              "measures": [{"name": "q", "column": "quantity"}, {"name": "n", "column": "quantity", "aggregate": "Count"}],
              "grouping_sets": [{"levels": ["brand"], "axes": ["month", "chain"]}, {"axes": ["chain"]}, {}]}""";

    private static final RollupDefinition DEFINITION = new RollupDefinition(
            "by é",
            "sales",
            List.of(new Join("a.b", "id", "product_id")),
            List.of(new Level("brand", new ColumnRef("a.b", "brand.x"))),
            List.of(
                    new Axis("month", new ColumnRef("sales", "day"), Axis.Part.MONTH),
                    new Axis("chain", new ColumnRef("sales", "chain"), Axis.Part.VALUE)),
            List.of(new Measure("q", "quantity"), new Measure("n", Aggregate.COUNT, "quantity")),
            List.of(List.of("brand", "month", "chain"), List.of("chain"), List.of()));

    @Test
    void a_rollup_is_defined_and_told_with_its_definition() {
        workbook.onTables = edit -> FakeWorkbook.decided(new Outcome.Applied(
                FakeWorkbook.id(1), new Version(1), edit.table(), "", 0, new Event.RollupDefined(DEFINITION)));

        var answer = client.post("/rollups", A_ROLLUP);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).hasValue("/rollups/by%20%C3%A9");
        assertThat(answer.body())
                .contains("\"event\":\"rollup_defined\",\"schema\":{\"name\":\"by é\",\"base\":\"sales\",\"joins\":[")
                .contains("{\"name\":\"month\",\"source\":\"sales.day\",\"part\":\"month\"}")
                .contains("{\"name\":\"n\",\"column\":\"quantity\",\"aggregate\":\"count\"}")
                .contains("\"grouping_sets\":[{\"id\":0,\"levels\":[\"brand\"],\"axes\":[\"month\",\"chain\"]},"
                        + "{\"id\":5,\"levels\":[],\"axes\":[\"chain\"]},{\"id\":7,\"levels\":[],\"axes\":[]}]")
                .contains("\"message\":\"Created by é\"");
        assertThat(workbook.tableEdits).containsExactly(new TableEdit.DefineRollup(DEFINITION));
    }

    @Test
    void a_rollup_is_dropped() {
        workbook.onTables = edit -> FakeWorkbook.decided(new Outcome.Applied(
                FakeWorkbook.id(1), new Version(7), edit.table(), "", 0, new Event.RollupDropped()));

        var answer = client.send(client.to("/rollups/by%20%C3%A9").DELETE());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"event\":\"rollup_dropped\"").contains("\"message\":\"Dropped by é\"");
        assertThat(workbook.tableEdits).containsExactly(new TableEdit.DropRollup("by é"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/name",
                "{\"name\": \"a\\u0000b\"}|/name",
                "{\"name\": \"r\"}|/base",
                "{\"name\": \"r\", \"base\": \"b\", \"measures\": []}|/levels",
                "{\"name\": \"r\", \"base\": \"b\", \"levels\": []}|/measures",
                "{\"name\": \"r\", \"base\": \"b\", \"levels\": [{\"name\": \"l\", \"source\": \"c.x\"}]}|/levels/0/source",
                "{\"name\": \"r\", \"base\": \"b\", \"levels\": [{\"name\": \"l\", \"source\": \"b.\"}]}|/levels/0/source",
                "{\"name\": \"r\", \"base\": \"b\", \"levels\": [{\"name\": \" \", \"source\": \"b.x\"}]}|/levels/0/name",
                "{\"name\": \"r\", \"base\": \"b\", \"levels\": [{\"name\": \"l\", \"source\": \"b.x\", \"y\": 1}]}|/levels/0/y",
                "{\"name\": \"r\", \"base\": \"b\", \"axes\": [{\"name\": \"l\", \"source\": \"b.x\", \"part\": \"hour\"}]}|/axes/0/part",
                "{\"name\": \"r\", \"base\": \"b\", \"measures\": [{\"name\": \"m\"}]}|/measures/0/column",
                "{\"name\": \"r\", \"base\": \"b\", \"joins\": [{\"table\": \"t\"}]}|/joins/0/base_column",
                "{\"name\": \"r\", \"base\": \"b\", \"measures\": [{\"name\": \"m\", \"column\": \"c\", \"aggregate\": \"median\"}]}|/measures/0/aggregate",
                "{\"name\": \"r\", \"base\": \"b\", \"grouping_sets\": 1}|/grouping_sets",
                "{\"name\": \"r\", \"base\": \"b\", \"grouping_sets\": [[]]}|/grouping_sets/0",
                "{\"name\": \"r\", \"base\": \"b\", \"grouping_sets\": [{\"levels\": [1]}]}|/grouping_sets/0/levels/0",
                "{\"name\": \"r\", \"base\": \"b\", \"grouping_sets\": [{\"id\": 1}]}|/grouping_sets/0/id",
                "{\"name\": \"r\", \"base\": \"b\", \"axes\": [{\"name\": \"a\", \"source\": \"b.x\"}], \"grouping_sets\": [{\"levels\": [\"a\"]}]}|/grouping_sets/0/levels/0"
            })
    void a_body_that_is_wrong_is_refused_with_the_member_to_blame(String body, String pointer) {
        var answer = client.post("/rollups", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"pointer\":\"" + pointer + "\"");
        assertThat(workbook.tableEdits).isEmpty();
    }
}
