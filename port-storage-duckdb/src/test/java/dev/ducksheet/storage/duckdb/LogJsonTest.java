package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written as JSON is read as it was. */
final class LogJsonTest {
    private static final UpdateId ID = new UpdateId(new UUID(0x01900000_0000_7000L, 0x8000_0000_0000_0001L));

    static Stream<CellValue> cells() {
        return Stream.of(
                CellValue.none(),
                CellValue.of(0),
                CellValue.of(Long.MIN_VALUE),
                CellValue.of(new BigDecimal("9".repeat(38))),
                CellValue.of(new BigDecimal("-0." + "0".repeat(37) + "1")),
                CellValue.of(new BigDecimal("1e900")),
                CellValue.of(0.1),
                CellValue.of(-0.0),
                CellValue.of(Double.MIN_VALUE),
                CellValue.of(Double.MAX_VALUE),
                CellValue.of(Double.NaN),
                CellValue.of(Double.NEGATIVE_INFINITY),
                CellValue.of(""),
                CellValue.of("NaN"),
                CellValue.of("{\"date\": \"2024-01-01\"} \\ ' \n \t \u0001 \u2028 😀"),
                CellValue.of("\uD800"),
                CellValue.of("x".repeat(100_000)),
                CellValue.of(true),
                CellValue.of(false),
                CellValue.of(LocalDate.of(-5, 1, 1)),
                CellValue.of(LocalDate.of(12024, 2, 29)),
                CellValue.of(LocalDateTime.of(2024, 2, 29, 0, 0)),
                CellValue.of(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000)));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void every_cell_comes_back(CellValue cell) {
        var text = CellJson.text(json -> CellJson.write(json, cell));
        CellValue read = CellJson.read(text, CellJson::read);
        assertThat(read).isEqualTo(cell);
        assertThat(read.getClass()).isEqualTo(cell.getClass());
    }

    @Test
    void an_id_comes_back_from_22_characters_and_from_the_36_of_earlier_versions() {
        for (var id : List.of(ID, new UpdateId(new UUID(0, 0)), new UpdateId(new UUID(-1, -1)))) {
            assertThat(LogJson.id(id)).hasSize(22);
            assertThat(LogJson.id(LogJson.id(id))).isEqualTo(id);
            assertThat(LogJson.id(id.toString())).isEqualTo(id);
        }
    }

    @Test
    void rows_of_earlier_versions_say_also_that_they_are_not_gone() {
        var words = new LogWords(List.of(), List.of(new LogWords.Shape("s", "x", List.of("x"))), List.of());
        var rows = CellJson.read("[[0,[1],false,[2],true,[3],[4],true]]", json -> LogJson.rows(json, words));
        assertThat(rows).extracting(ChangedRow::gone).containsExactly(false, true, false, true);
        assertThat(rows)
                .extracting(ChangedRow::cells)
                .containsExactly(Books.row(1), Books.row(2), Books.row(3), Books.row(4));
    }

    @Test
    void rows_come_back_in_their_order_whatever_their_shapes() {
        var a = List.of("x", "y");
        var rows = List.of(
                new ChangedRow("s", "x", a, Books.row(1, "p"), false),
                new ChangedRow("s", "x", a, Books.row(2, "q"), true),
                new ChangedRow("s", "y", a, Books.row(3, "r"), false),
                new ChangedRow("s", "x", a, Books.row(4, "s"), false),
                new ChangedRow("t", "z", List.of(), List.of(), true),
                new ChangedRow("t", "z", List.of("z"), List.of(CellValue.none()), false));
        assertThat(written_and_read(rows)).isEqualTo(rows);
        assertThat(written_and_read(List.of())).isEmpty();
    }

    private static List<ChangedRow> written_and_read(List<ChangedRow> rows) {
        var words = new LogWords(List.of(), List.of(), List.of());
        var text = CellJson.text(json -> LogJson.write(json, rows, words));
        return CellJson.read(text, json -> LogJson.rows(json, words));
    }

    @Test
    void every_refusal_comes_back() {
        Map<String, CellValue> facts = new LinkedHashMap<>();
        cells().forEach(cell -> facts.put("fact " + facts.size(), cell));
        for (var reason : Refusal.Reason.values()) {
            var refusal = new Refusal(reason, "/column", "no 'such' \"column\"", facts);
            assertThat(LogJson.refusal(LogJson.refusal(refusal))).isEqualTo(refusal);
        }
        var bare = Refusal.of(Refusal.Reason.NO_MATCH, "", "");
        assertThat(LogJson.refusal(LogJson.refusal(bare))).isEqualTo(bare);
    }

    @Test
    void a_hold_comes_back_with_its_condition() {
        var condition = Condition.allOf(List.of(
                new Condition.Comparison(new ColumnName("a \"b\""), Condition.Operator.EQUAL, CellValue.of("it's")),
                new Condition.Not(new Condition.IsNull(new ColumnName("select")))));
        var hold = new Hold(ID, "sheet", "column", condition, "ann");
        assertThat(LogJson.hold(LogJson.hold(hold))).isEqualTo(hold);
    }

    @Test
    void a_rollup_definition_comes_back() {
        var definition = new RollupDefinition(
                "r \"q\"",
                "base",
                List.of(new Join("d", "id", "d_id")),
                List.of(new Level("l", new ColumnRef("d", "l"))),
                Stream.of(Axis.Part.values())
                        .map(part -> new Axis(part.name(), new ColumnRef("base", "day"), part))
                        .toList(),
                Stream.of(Aggregate.values())
                        .map(aggregate -> new Measure("m " + aggregate, aggregate, "n"))
                        .toList());
        assertThat(RollupJson.read(RollupJson.write(definition))).isEqualTo(definition);
        var chosen = definition.showing(List.of(List.of("l", "DAY"), List.of()));
        assertThat(RollupJson.read(RollupJson.write(chosen))).isEqualTo(chosen);
    }

    @Test
    void a_rollup_definition_of_before_there_were_aggregates_has_sums_and_every_prefix() {
        assertThat(RollupJson.read("""
                        ["r","base",[["d","id","d_id"]],[["l","d","l"],["k","base","k"]],[["a","base","day","MONTH"]],[["m","n"]]]"""))
                .isEqualTo(new RollupDefinition(
                        "r",
                        "base",
                        List.of(new Join("d", "id", "d_id")),
                        List.of(new Level("l", new ColumnRef("d", "l")), new Level("k", new ColumnRef("base", "k"))),
                        List.of(new Axis("a", new ColumnRef("base", "day"), Axis.Part.MONTH)),
                        List.of(new Measure("m", Aggregate.SUM, "n")),
                        List.of(List.of("l", "k", "a"), List.of("l", "a"))));
    }
}
