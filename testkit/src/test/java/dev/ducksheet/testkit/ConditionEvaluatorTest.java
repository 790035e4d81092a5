package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.Condition.Comparison;
import dev.ducksheet.core.condition.Condition.Operator;
import dev.ducksheet.core.condition.ConditionEvaluator;
import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult.Parsed;
import dev.ducksheet.core.model.CellValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionEvaluatorTest {
    private static final Map<String, CellValue> ROW = Map.ofEntries(
            Map.entry("empty", CellValue.none()),
            Map.entry("one", CellValue.of(1)),
            Map.entry("price", CellValue.of(new BigDecimal("12.50"))),
            Map.entry("ratio", CellValue.of(0.1)),
            Map.entry("nan", CellValue.of(Double.NaN)),
            Map.entry("name", CellValue.of("Elliott and Sons")),
            Map.entry("blank", CellValue.of("")),
            Map.entry("duck", CellValue.of("\uD83E\uDD86")),
            Map.entry("tilde", CellValue.of("\uFF5E")),
            Map.entry("path", CellValue.of("C:\\100%_done")),
            Map.entry("street", CellValue.of("STRASSE ΟΔΟΣ Æ")),
            Map.entry("yes", CellValue.of(true)),
            Map.entry("day", CellValue.of(LocalDate.of(2024, 2, 1))),
            Map.entry("noon", CellValue.of(LocalDateTime.of(2024, 2, 1, 12, 0))));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one = 1",
                "one = 1.000",
                "one <> 2",
                "one < 1.5",
                "one <= 1",
                "one > -1",
                "one >= 1",
                "price = 12.5",
                "price > 9",
                "ratio = 0.1",
                "ratio < 1",
                "nan > 1e300",
                "name = 'Elliott and Sons'",
                "name <> 'elliott and sons'",
                "name < 'a'",
                "name < 'é'",
                "blank = ''",
                "blank < 'a'",
                "duck > '\uFF5E'",
                "tilde < '\uD83E\uDD86'",
                "yes = TRUE",
                "yes > FALSE",
                "day = DATE '2024-02-01'",
                "day < DATE '2024-02-02'",
                "day = TIMESTAMP '2024-02-01 00:00:00'",
                "noon > DATE '2024-02-01'",
                "noon = TIMESTAMP '2024-02-01 12:00'",
                "one IN (3, 2, 1)",
                "one NOT IN (3, 2)",
                "one BETWEEN 1 AND 1",
                "one BETWEEN 0 AND 1",
                "one BETWEEN 1 AND 2",
                "one NOT BETWEEN 2 AND 0",
                "name BETWEEN 'E' AND 'F'",
                "empty IS NULL",
                "one IS NOT NULL",
                "blank IS NOT NULL",
                "one = 1 AND yes = TRUE AND blank = ''",
                "one = 2 OR yes = FALSE OR blank = ''",
                "NOT one = 2",
                "NOT (one = 1 AND yes = FALSE)"
            })
    void condition_is_true_of_the_row(String condition) {
        assertThat(truth(condition)).contains(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one = 2",
                "one <> 1.0",
                "one < 1",
                "one <= 0.999",
                "one > 1",
                "one >= 1.001",
                "price = 12.51",
                "nan < 1",
                "name = 'Elliott'",
                "duck < '\uFF5E'",
                "yes = FALSE",
                "yes < FALSE",
                "day > DATE '2024-02-01'",
                "noon = DATE '2024-02-01'",
                "one IN (2, 3)",
                "one NOT IN (1)",
                "one BETWEEN 2 AND 3",
                "one BETWEEN -1 AND 0",
                "one BETWEEN 2 AND 0",
                "one IS NULL",
                "blank IS NULL",
                "empty IS NOT NULL",
                "one = 1 AND yes = FALSE",
                "one = 2 OR yes = FALSE",
                "NOT one = 1"
            })
    void condition_is_false_of_the_row(String condition) {
        assertThat(truth(condition)).contains(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "empty = 1",
                "empty <> 1",
                "empty < 'x'",
                "empty IN (1, 2)",
                "empty NOT IN (1, 2)",
                "empty BETWEEN 1 AND 2",
                "empty NOT BETWEEN 1 AND 2",
                "empty LIKE '%'",
                "empty NOT LIKE '%'",
                "empty ILIKE 'x'",
                "NOT empty = 1",
                "empty = 1 AND one = 1",
                "one = 1 AND empty = 1",
                "empty = 1 OR one = 2",
                "one = 2 OR empty = 1",
                "empty = 1 OR NOT empty = 1"
            })
    void test_of_an_empty_cell_is_unknown(String condition) {
        assertThat(truth(condition)).isEmpty();
    }

    @Test
    void one_false_part_settles_a_conjunction_and_one_true_part_a_disjunction_whatever_is_unknown() {
        assertThat(truth("empty = 1 AND one = 2")).contains(false);
        assertThat(truth("one = 2 AND empty = 1")).contains(false);
        assertThat(truth("empty = 1 OR one = 1")).contains(true);
        assertThat(truth("one = 1 OR empty = 1")).contains(true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    name   | Elliott%         | true
                    name   | %Sons            | true
                    name   | %and%            | true
                    name   | Elliott and Sons | true
                    name   | Elliott          | false
                    name   | elliott%         | false
                    name   | %s%s             | false
                    name   | %o%o%            | true
                    name   | E______ and S___ | true
                    name   | E_____ and S___  | false
                    name   | %%%%             | true
                    name   | %_               | true
                    name   | ""               | false
                    blank  | ""               | true
                    blank  | %                | true
                    blank  | %%               | true
                    blank  | _                | false
                    duck   | _                | true
                    duck   | __               | false
                    path   | C:\\%            | true
                    path   | %\\100%          | true
                    path   | C:_100%__done    | true
                    path   | %\\%done         | true
                    path   | C:\\\\100%       | false
                    """)
    void like_knows_percent_and_underscore_and_takes_the_rest_as_it_is(String column, String pattern, boolean matches) {
        var condition = new Condition.Like(new ColumnName(column), pattern);
        assertThat(ConditionEvaluator.evaluate(condition, ROW::get)).contains(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    name   | ELLIOTT%         | true
                    name   | %AND%sons        | true
                    name   | ELLIOT_ AND SONS | true
                    name   | SONS             | false
                    street | strasse%         | true
                    street | straße%          | false
                    street | %οδοσ%           | true
                    street | %æ               | true
                    """)
    void ilike_takes_upper_and_lower_case_alike_code_point_by_code_point(
            String column, String pattern, boolean matches) {
        var condition = new Condition.ILike(new ColumnName(column), pattern);
        assertThat(ConditionEvaluator.evaluate(condition, ROW::get)).contains(matches);
    }

    @Test
    void like_takes_no_more_steps_than_both_lengths_multiplied() {
        var condition = new Condition.Like(new ColumnName("a"), "%a".repeat(500) + "%b");
        assertThat(ConditionEvaluator.evaluate(condition, name -> CellValue.of("a".repeat(5_000))))
                .contains(false);
    }

    @Test
    void exact_number_meets_a_floating_one_as_a_double() {
        var tenth = new BigDecimal("0.1000000000000000055511151231257827");
        var condition = new Comparison(new ColumnName("a"), Operator.EQUAL, CellValue.of(0.1));
        assertThat(ConditionEvaluator.evaluate(condition, name -> CellValue.of(tenth)))
                .contains(true);
        assertThat(ConditionEvaluator.evaluate(parsed("a = 0.1"), name -> CellValue.of(tenth)))
                .contains(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one = 'x'", "name > 1", "yes = 1", "day = '2024-02-01'", "one LIKE '1'"})
    void types_that_do_not_compare_are_the_caller_s_mistake(String condition) {
        assertThatThrownBy(() -> truth(condition)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void truth_of_nots_is_the_same_wherever_they_are_written() {
        for (var test : List.of("IN (1)", "BETWEEN 0 AND 1")) {
            for (var column : List.of("one", "price", "empty")) {
                assertThat(truth(column + " NOT " + test)).isEqualTo(truth("NOT " + column + " " + test));
            }
        }
    }

    private static Optional<Boolean> truth(String condition) {
        return ConditionEvaluator.evaluate(parsed(condition), ROW::get);
    }

    private static Condition parsed(String text) {
        return ((Parsed) ConditionParser.parse(text)).condition();
    }
}
