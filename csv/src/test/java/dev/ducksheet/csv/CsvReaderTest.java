package dev.ducksheet.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.testkit.Seeded;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvReaderTest {
    private static final List<String> PIECES =
            List.of("a", "é", "🦆", ",", "\"", "\n", "\r\n", "\r", " ", ";", "''", "");

    private static List<Map<String, CellValue>> read(String text) {
        var rows = new ArrayList<Map<String, CellValue>>();
        new CsvReader(new StringReader(text)).forEachRemaining(rows::add);
        return rows;
    }

    @Test
    void cells_are_texts_by_column_and_nothing_between_the_commas_is_an_empty_cell() {
        assertThat(read("id,\"the name\",note\n1,\"a \"\"b\"\", c\nd\",\n2,,\"\"\n"))
                .containsExactly(
                        Map.of(
                                "id",
                                CellValue.of("1"),
                                "the name",
                                CellValue.of("a \"b\", c\nd"),
                                "note",
                                CellValue.none()),
                        Map.of("id", CellValue.of("2"), "the name", CellValue.none(), "note", CellValue.of("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lines_end_in_any_way_and_the_last_one_need_not(String end) {
        var two = List.of(Map.of("a", CellValue.of("1")), Map.of("a", CellValue.of("2")));
        assertThat(read("a" + end + "1" + end + "2" + end)).isEqualTo(two);
        assertThat(read("\uFEFFa" + end + "1" + end + "2")).isEqualTo(two);
    }

    @Test
    void an_empty_line_is_no_row_unless_there_is_one_column() {
        assertThat(read("a,b\n\n1,2\n\n")).hasSize(1);
        assertThat(read("a\n\n1\n")).containsExactly(Map.of("a", CellValue.none()), Map.of("a", CellValue.of("1")));
        assertThat(read("\n\na\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|there is nothing in it; give a header line",
                "`\n\r\n`|there is nothing in it",
                "`a,,b`|the header names a column without a name",
                "`a,b,a`|the header names \"a\" twice",
                "`a,b\n1,2\n3`|line 3 has 1 cells, and the header 2",
                "`a,b\n\"x\ny\",2\n3,4,5`|line 4 has 3 cells, and the header 2",
                "`a\n1\"2`|line 2 has a quote within a cell",
                "`a\n\"1\"2`|line 2 goes on behind a closing quote",
                "`a\n1\n\"2\n3`|a quote that begins on line 3 does not end"
            })
    void what_is_no_csv_is_refused_with_the_line_to_blame(String text, String complaint) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(MalformedCsvException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void a_quote_that_is_missing_does_not_fill_the_memory() {
        assertThatThrownBy(() -> read("a\n\"" + "x".repeat((1 << 20) + 1) + "\"\n"))
                .isInstanceOf(MalformedCsvException.class)
                .hasMessageContaining("a cell that begins on line 2 has more than 1048576 characters");
        assertThat(read("a\n\"" + "x".repeat(1 << 20) + "\"\n")).hasSize(1);
    }

    @Test
    void rows_are_read_one_at_a_time_and_a_reader_that_fails_is_told() {
        var failing = new Reader() {
            private int line;

            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                if (line == 3) {
                    throw new IOException("the disk is gone");
                }
                "a\n1\n2\n".getChars(2 * line, 2 * line + 2, buffer, offset);
                line++;
                return 2;
            }

            @Override
            public void close() {}
        };
        var rows = new CsvReader(failing);
        assertThat(rows.next()).isEqualTo(Map.of("a", CellValue.of("1")));
        assertThatThrownBy(rows::next)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the disk is gone");
    }

    @Test
    void after_the_last_row_there_is_none() {
        var rows = new CsvReader(new StringReader("a\n"));
        assertThat(rows.hasNext()).isFalse();
        assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void whatever_is_quoted_as_the_rfc_says_comes_back() {
        Seeded.check(500, random -> {
            int columns = random.nextInt(1, 5);
            var rows = new ArrayList<List<CellValue>>();
            for (int i = 0; i < random.nextInt(6); i++) {
                rows.add(random.ints(columns, 0, 4)
                        .mapToObj(kind -> cell(random, kind))
                        .toList());
            }
            var end = random.nextBoolean() ? "\n" : "\r\n";
            var text = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                text.append(i == 0 ? "" : ",").append("column ").append(i);
            }
            text.append(end);
            rows.forEach(
                    row -> text.append(row.stream().map(CsvReaderTest::quoted).collect(Collectors.joining(",")))
                            .append(end));

            assertThat(read(text.toString()).stream()
                            .map(row -> List.copyOf(row.values()))
                            .toList())
                    .as("%s", text)
                    .isEqualTo(rows);
        });
    }

    private static CellValue cell(SplittableRandom random, int kind) {
        if (kind == 0) {
            return CellValue.none();
        }
        return CellValue.of(random.ints(random.nextInt(4), 0, PIECES.size())
                .mapToObj(PIECES::get)
                .collect(Collectors.joining()));
    }

    private static String quoted(CellValue cell) {
        return cell.isNull() ? "" : "\"" + cell.display().replace("\"", "\"\"") + "\"";
    }
}
