package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static dev.ducksheet.testkit.Cells.row;
import static dev.ducksheet.testkit.Conditions.anything;
import static dev.ducksheet.testkit.Conditions.eq;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.LeafQuery;
import dev.ducksheet.core.port.out.RollupRow;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every store promises of each type of column, of every string and of every name. */
abstract class ColumnTypesContract extends WorkbookLoaderContract {

    /** A type with the contents that are most likely to break. */
    record Sample(ColumnType type, List<CellValue> cells) {
        Table table() {
            return new Table(
                    "of_type",
                    List.of(new Column("id", ColumnType.integer(), false), Column.of("content", type)),
                    List.of("id"));
        }

        Column content() {
            return table().columns().get(1);
        }

        List<List<CellValue>> rows(List<CellValue> contents) {
            var rows = new ArrayList<List<CellValue>>();
            contents.forEach(content -> rows.add(row(rows.size() + 1, content)));
            return rows;
        }
    }

    static final List<String> HOSTILE_TEXTS = List.of(
            "",
            " ",
            "null",
            "NULL",
            "'",
            "''; DROP TABLE of_type; --",
            "\"quoted\" and `ticked`",
            "back\\slash \\n \\' \\%",
            "100%_sure",
            "line\nend\r\ttab",
            "ünïcödé",
            "e\u0301 is not \u00e9",
            "\u202eright to left",
            "😀👩‍👩‍👧",
            "\uffff\ue000",
            "{\"json\": [1, null]}",
            "$1 ? :name {{x}}",
            "x".repeat(100_000));

    static final List<String> HOSTILE_NAMES = List.of(
            "select",
            "two words",
            "quote\"in\"side",
            "it's",
            "semi;colon -- comment",
            "dot.ted",
            "100%",
            "😀",
            "naïve",
            "?",
            "$1",
            "rowid",
            "new\nline",
            "back\\slash");

    static List<Sample> samples() {
        var samples = new ArrayList<Sample>();
        for (int bits : new int[] {8, 16, 32, 64, 128}) {
            samples.add(exact(new ColumnType.Whole(bits)));
        }
        for (int[] shape :
                new int[][] {{1, 0}, {4, 2}, {4, 4}, {9, 3}, {18, 2}, {18, 18}, {19, 0}, {19, 4}, {38, 0}, {38, 38}}) {
            samples.add(exact(ColumnType.decimal(shape[0], shape[1])));
        }
        samples.add(new Sample(
                Simple.DOUBLE,
                row(
                        0.0,
                        null,
                        0.1,
                        -1.5,
                        Double.MAX_VALUE,
                        -Double.MAX_VALUE,
                        Double.MIN_VALUE,
                        Math.PI,
                        1e22,
                        4.9e-320)));
        samples.add(new Sample(
                Simple.TEXT,
                Stream.concat(
                                Stream.of(CellValue.none()),
                                HOSTILE_TEXTS.stream().map(CellValue::of))
                        .toList()));
        samples.add(new Sample(Simple.BOOLEAN, row(true, null, false)));
        samples.add(new Sample(
                Simple.DATE,
                row(
                        LocalDate.of(1970, 1, 1),
                        null,
                        LocalDate.of(1969, 12, 31),
                        LocalDate.of(2024, 2, 29),
                        LocalDate.of(1, 1, 1),
                        LocalDate.of(9999, 12, 31))));
        samples.add(new Sample(
                Simple.TIMESTAMP,
                row(
                        LocalDateTime.of(1970, 1, 1, 0, 0),
                        null,
                        LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
                        LocalDateTime.of(2024, 2, 29, 12, 0, 0, 1_000),
                        LocalDateTime.of(1, 1, 1, 0, 0),
                        LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000))));
        return samples;
    }

    private static Sample exact(ColumnType type) {
        var max = type.maxUnits();
        var min = type.minUnits();
        var units = Stream.of(
                BigInteger.ZERO, BigInteger.ONE, max, min, max.subtract(BigInteger.ONE), BigInteger.ONE.negate());
        var cells = new ArrayList<>(units.map(type::ofUnits).toList());
        cells.add(1, CellValue.none());
        return new Sample(type, cells);
    }

    @Test
    final void every_type_at_its_extremes_comes_back_as_it_was_loaded() {
        for (var sample : samples()) {
            loader().create(sample.table(), sample.rows(sample.cells()).iterator());
            assertThat(read(snapshot -> snapshot.match(sample.table(), sample.content(), List.of(anything("id")), 99))
                            .present())
                    .as(sample.type().sqlName())
                    .isEqualTo(sample.cells());
            assertThat(rowsNow(sample.table())).as(sample.type().sqlName()).isEqualTo(sample.rows(sample.cells()));
            assertThat(store().catalog().sheet("of_type")).contains(sample.table());
            startOver();
        }
    }

    @Test
    final void every_type_at_its_extremes_comes_back_as_it_was_written() {
        for (var sample : samples()) {
            var empty = Collections.nCopies(sample.cells().size(), CellValue.none());
            loader().create(sample.table(), sample.rows(empty).iterator());
            commit(transaction -> transaction.write(
                    sample.table(),
                    sample.content(),
                    ids(transaction, sample.table(), anything("id")),
                    sample.cells()));
            assertThat(rowsNow(sample.table())).as(sample.type().sqlName()).isEqualTo(sample.rows(sample.cells()));
            startOver();
        }
    }

    @Test
    final void every_numeric_type_at_its_extremes_goes_through_amounts() {
        for (var sample : samples().stream().filter(it -> it.type().isNumeric()).toList()) {
            var reversed = new ArrayList<>(sample.cells());
            Collections.reverse(reversed);
            loader().create(sample.table(), sample.rows(sample.cells()).iterator());
            commit(transaction -> transaction.write(
                    sample.table(),
                    sample.content(),
                    ids(transaction, sample.table(), anything("id")),
                    AmountsOf.cells(sample.type(), reversed)));
            assertThat(rowsNow(sample.table())).as(sample.type().sqlName()).isEqualTo(sample.rows(reversed));
            var leaves = read(snapshot -> snapshot.leaves(new LeafQuery(
                    new LeafQuery.Scope.Rows(sample.table(), anything("id")), sample.content(), List.of(), List.of())));
            assertThat(AmountsOf.toCells(leaves.values(), sample.type()))
                    .as(sample.type().sqlName())
                    .containsExactlyInAnyOrderElementsOf(reversed);
            startOver();
        }
    }

    @Test
    final void every_type_can_be_asked_for_in_a_condition() {
        for (var sample : samples()) {
            loader().create(sample.table(), sample.rows(sample.cells()).iterator());
            for (int i = 0; i < sample.cells().size(); i++) {
                var condition = eq("content", sample.cells().get(i));
                var expected = row(i + 1);
                assertThat(read(snapshot -> match(snapshot, sample.table(), condition))
                                .present())
                        .as("%s %.60s", sample.type().sqlName(), condition.text())
                        .isEqualTo(expected);
            }
            startOver();
        }
    }

    @Test
    final void a_stored_NaN_or_infinity_can_be_read() {
        var sample = new Sample(Simple.DOUBLE, row(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
        loader().create(sample.table(), sample.rows(sample.cells()).iterator());
        assertThat(rowsNow(sample.table())).isEqualTo(sample.rows(sample.cells()));
        assertThat(read(snapshot -> match(
                                snapshot,
                                sample.table(),
                                Conditions.compare("content", Condition.Operator.GREATER, 1e300)))
                        .present())
                .isEqualTo(row(1, 2));
    }

    @Test
    final void a_text_may_hold_a_NUL() {
        var sample = new Sample(Simple.TEXT, row("a\0b"));
        loader().create(sample.table(), sample.rows(sample.cells()).iterator());
        assertThat(rowsNow(sample.table())).isEqualTo(sample.rows(sample.cells()));
    }

    @Test
    final void hostile_texts_are_patterns_and_lists_as_well() {
        var sample = samples().stream()
                .filter(it -> it.type() == Simple.TEXT)
                .findFirst()
                .orElseThrow();
        loader().create(sample.table(), sample.rows(sample.cells()).iterator());
        for (var text : HOSTILE_TEXTS.stream().filter(it -> !it.contains("%")).toList()) {
            var like = new Condition.Like(new ColumnName("content"), text);
            var list = new Condition.In(new ColumnName("content"), List.of(cell(text), cell("no such text")));
            var both = read(snapshot -> match(snapshot, sample.table(), list, like));
            assertThat(both.counts()[0]).as("%.60s", text).isEqualTo(1);
            assertThat(both.counts()[1]).as("%.60s", text).isPositive();
        }
    }

    @Test
    final void hostile_names_are_names_like_others() {
        for (var name : HOSTILE_NAMES) {
            var table = new Table(
                    name,
                    List.of(Column.of("k " + name, ColumnType.integer()), Column.of(name, ColumnType.bigint())),
                    List.of("k " + name));
            loader().create(table, List.of(row(1, 5), row(2, 7)).iterator());
            loader().define(new RollupDefinition(
                    name + " summed",
                    name,
                    List.of(),
                    List.of(new Level("level " + name, new ColumnRef(name, "k " + name))),
                    List.of(),
                    List.of(new Measure("sum of " + name, name))));
            commit(transaction -> set(transaction, table, name, eq("k " + name, 2), 8));
            assertThat(rowsNow(table)).as(name).containsExactly(row(1, 5), row(2, 8));
            assertThat(rowsNow(rollup(name + " summed")))
                    .as(name)
                    .containsExactlyInAnyOrder(row(1, 5, 0), row(2, 8, 0));
        }
        assertThat(store().catalog().tables()).hasSameSizeAs(HOSTILE_NAMES);
    }

    @Test
    final void totals_are_exact_where_the_column_is() {
        for (var type : List.of(ColumnType.bigint(), ColumnType.decimal(18, 2), ColumnType.decimal(18, 18))) {
            var amounts = Collections.nCopies(5, type.ofUnits(type.maxUnits()));
            Workbooks.leaves(loader(), type, amounts.toArray());
            var key = new RollupKey(3, row("S"), List.of());
            var total = type.ofUnits(type.maxUnits().multiply(BigInteger.valueOf(5)));
            assertThat(readList(snapshot -> snapshot.rollupRows(rollup("tree"), List.of(key))))
                    .as(type.sqlName())
                    .containsExactly(new RollupRow(key, List.of(total), List.of(5L)));
            startOver();
        }
    }
}
