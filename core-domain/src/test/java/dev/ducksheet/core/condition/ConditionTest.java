package dev.ducksheet.core.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.ducksheet.core.condition.Condition.And;
import dev.ducksheet.core.condition.Condition.Between;
import dev.ducksheet.core.condition.Condition.Comparison;
import dev.ducksheet.core.condition.Condition.In;
import dev.ducksheet.core.condition.Condition.IsNull;
import dev.ducksheet.core.condition.Condition.Not;
import dev.ducksheet.core.condition.Condition.Operator;
import dev.ducksheet.core.condition.Condition.Or;
import dev.ducksheet.core.model.CellValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static final ColumnName A = new ColumnName("a");
    private static final Condition A_IS_1 = equal("a", 1);
    private static final Condition B_IS_2 = equal("b", 2);
    private static final Condition C_IS_3 = equal("c", 3);

    @Test
    void conditions_that_say_the_same_elsewhere_are_equal() {
        var here = new IsNull(new ColumnName("a", 0));
        var there = new IsNull(new ColumnName("a", 7));
        assertThat(here).isEqualTo(there).hasSameHashCodeAs(there);
        assertThat(parsed("  a  = 1 and\nb=2.0")).isEqualTo(parsed("(a = 1 AND \"b\" = 2)"));
    }

    @Test
    void names_that_differ_in_case_are_not_equal() {
        assertThat(A).isNotEqualTo(new ColumnName("A"));
        assertThat(A).isNotEqualTo("a");
    }

    @Test
    void junctions_are_flat() {
        assertThat(new And(List.of(new And(List.of(A_IS_1, B_IS_2)), C_IS_3)))
                .isEqualTo(new And(List.of(A_IS_1, B_IS_2, C_IS_3)));
        assertThat(new Or(List.of(A_IS_1, new Or(List.of(B_IS_2, C_IS_3)))))
                .isEqualTo(new Or(List.of(A_IS_1, B_IS_2, C_IS_3)));
        assertThat(new Or(List.of(A_IS_1, new And(List.of(B_IS_2, C_IS_3)))).parts())
                .hasSize(2);
    }

    @Test
    void junction_of_one_part_is_the_part() {
        assertThat(Condition.allOf(List.of(A_IS_1))).isEqualTo(A_IS_1);
        assertThat(Condition.anyOf(List.of(A_IS_1))).isEqualTo(A_IS_1);
    }

    @Test
    void trees_that_mean_nothing_cannot_be_built() {
        assertRefused(() -> new Comparison(A, Operator.EQUAL, CellValue.none()));
        assertRefused(() -> new Comparison(A, Operator.LESS, CellValue.of(Double.NaN)));
        assertRefused(() -> new In(A, List.of()));
        assertRefused(() -> new In(A, List.of(CellValue.of(1), CellValue.none())));
        assertRefused(() -> new Between(A, CellValue.none(), CellValue.of(1)));
        assertRefused(() -> new Between(A, CellValue.of(1), CellValue.of(Double.POSITIVE_INFINITY)));
        assertRefused(() -> new And(List.of(A_IS_1)));
        assertRefused(() -> Condition.allOf(List.of()));
        assertRefused(() -> Condition.anyOf(List.of()));
        assertRefused(() -> Condition.matching(Map.of()));
        assertRefused(() -> new ColumnName(""));
        assertRefused(() -> new ColumnName("a", -1));
        assertRefused(() -> new ParseResult.Malformed(-1, ""));
    }

    @Test
    void lists_given_to_a_condition_stay_the_giver_s_to_change() {
        var values = new ArrayList<>(List.of(CellValue.of(1)));
        var parts = new ArrayList<>(List.of(A_IS_1, B_IS_2));
        var in = new In(A, values);
        var and = new And(parts);
        values.clear();
        parts.clear();
        assertThat(in.literals()).hasSize(1);
        assertThat(and.parts()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a = 1                                                | a
                    a = 1 AND b IN (2) OR NOT c BETWEEN 3 AND 4          | a,b,c
                    d LIKE 'x' OR e ILIKE 'y' OR f IS NULL OR d = 'z'    | d,e,f
                    NOT (b = 1 OR a = 1) AND b = 2                       | b,a
                    """)
    void columns_are_named_once_in_the_order_of_mention(String text, String columns) {
        assertThat(parsed(text).columns()).extracting(ColumnName::name).containsExactly(columns.split(","));
    }

    @Test
    void conjunction_of_equalities_is_a_map() {
        assertThat(parsed("b = 'x' AND (a = 1 AND c = TRUE)").equalities())
                .hasValueSatisfying(values -> assertThat(values)
                        .containsExactly(
                                entry("b", CellValue.of("x")),
                                entry("a", CellValue.of(1)),
                                entry("c", CellValue.of(true))));
        assertThat(parsed("a = 1").equalities()).contains(Map.of("a", CellValue.of(1)));
        assertThat(parsed("a = 1 AND a = 1.0").equalities()).contains(Map.of("a", CellValue.of(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a <> 1",
                "a < 1",
                "a IN (1)",
                "a BETWEEN 1 AND 1",
                "a LIKE 'x'",
                "a ILIKE 'x'",
                "a IS NULL",
                "NOT a = 1",
                "a = 1 OR b = 2",
                "a = 1 AND b >= 2",
                "a = 1 AND (b = 2 OR c = 3)",
                "a = 1 AND a = 2",
                "a = 1 AND b IS NULL"
            })
    void anything_else_is_no_map_of_equalities(String text) {
        assertThat(parsed(text).equalities()).isEqualTo(Optional.empty());
    }

    @Test
    void map_of_values_is_their_conjunction_and_null_asks_for_empty_cells() {
        var values = new LinkedHashMap<String, CellValue>();
        values.put("brand", CellValue.of("B"));
        values.put("net amount", CellValue.none());
        values.put("month", CellValue.of("2024-02"));
        assertThat(Condition.matching(values))
                .isEqualTo(parsed("brand = 'B' AND \"net amount\" IS NULL AND month = '2024-02'"));
        assertThat(Condition.matching(Map.of("a", CellValue.of(1)))).isEqualTo(A_IS_1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ((a!=1))                           | a <> 1
                    "a"='it''s'                        | a = 'it''s'
                    "A b" = TRUE and "and"=false       | "A b" = TRUE AND "and" = FALSE
                    not a in(1,2)                      | a NOT IN (1, 2)
                    not (not a is null)                | NOT a IS NOT NULL
                    (a=1 and b=2) or (c=3)             | a = 1 AND b = 2 OR c = 3
                    a=1 and (b=2 or (c=3))             | a = 1 AND (b = 2 OR c = 3)
                    not(a=1)and not(a=1 and b=2)       | NOT a = 1 AND NOT (a = 1 AND b = 2)
                    a not between -1.50 and 1e3        | a NOT BETWEEN -1.5 AND 1000
                    a = 12e300                         | a = 12E300
                    a = 1e-300                         | a = 1E-300
                    a = date'2024-02-01'               | a = DATE '2024-02-01'
                    a = timestamp '2024-02-01T12:30'   | a = TIMESTAMP '2024-02-01 12:30:00'
                    a not like '%' or a not ilike '_'  | a NOT LIKE '%' OR a NOT ILIKE '_'
                    """)
    void text_is_canonical(String written, String canonical) {
        assertThat(parsed(written).text()).isEqualTo(canonical);
    }

    @Test
    void floating_literal_is_spelt_as_the_number_it_is() {
        assertThat(new Comparison(A, Operator.LESS, CellValue.of(0.1)).text()).isEqualTo("a < 0.1");
        assertThat(new Comparison(A, Operator.LESS, CellValue.of(-1e300)).text())
                .isEqualTo("a < -1E300");
    }

    @Test
    void not_keeps_what_it_negates() {
        assertThat(parsed("NOT NOT a = 1")).isEqualTo(new Not(new Not(A_IS_1)));
    }

    private static Condition equal(String column, long value) {
        return new Comparison(new ColumnName(column), Operator.EQUAL, CellValue.of(value));
    }

    private static Condition parsed(String text) {
        return ((ParseResult.Parsed) ConditionParser.parse(text)).condition();
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable building) {
        assertThatThrownBy(building).isInstanceOf(IllegalArgumentException.class);
    }
}
