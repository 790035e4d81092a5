package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ducksheet.core.model.CellValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowPiecesTest {
    @TempDir
    Path folder;

    private List<List<Map<String, CellValue>>> pieces(String csv, boolean forAServer) throws IOException {
        var file = Files.writeString(folder.resolve("rows.csv"), csv).toString();
        var pieces = new ArrayList<List<Map<String, CellValue>>>();
        try (var rows = RowsFile.open(file, RowsFile.Format.CSV)) {
            var all = new RowPieces(rows, forAServer);
            do {
                pieces.add(all.next());
            } while (!all.isDone());
        }
        return pieces;
    }

    private static String rows(int count, String note) {
        return IntStream.range(0, count)
                .mapToObj(id -> id + ",\"" + note.replace("\"", "\"\"") + "\"\n")
                .collect(Collectors.joining("", "id,note\n", ""));
    }

    @Test
    void a_piece_has_at_most_ten_thousand_rows() throws IOException {
        assertThat(pieces(rows(10_000, "x"), false)).extracting(List::size).containsExactly(10_000);
        assertThat(pieces(rows(10_001, "x"), true)).extracting(List::size).containsExactly(10_000, 1);
        assertThat(pieces("id\n", true)).extracting(List::size).containsExactly(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "🦆", "\"", "\\", "\t"})
    void a_piece_for_a_server_is_a_body_that_it_takes(String letter) throws IOException {
        var csv = rows(5_000, letter.repeat(300));

        var pieces = pieces(csv, true);

        assertThat(pieces).hasSizeGreaterThan(1);
        for (var piece : pieces) {
            assertThat(new ObjectMapper().writeValueAsBytes(Map.of("rows", plain(piece))).length)
                    .isLessThan(1 << 20);
        }
        assertThat(pieces.stream().mapToInt(List::size).sum()).isEqualTo(5_000);
        assertThat(pieces(csv, false)).hasSize(1);
    }

    @Test
    void a_row_that_is_too_large_alone_is_a_piece_of_its_own() throws IOException {
        assertThat(pieces(rows(2, "x".repeat(1_000_000)), true))
                .extracting(List::size)
                .containsExactly(1, 1);
    }

    private static List<Map<String, String>> plain(List<Map<String, CellValue>> rows) {
        return rows.stream()
                .map(row -> {
                    var cells = new HashMap<String, String>();
                    row.forEach((name, cell) -> cells.put(name, cell.display()));
                    return (Map<String, String>) cells;
                })
                .toList();
    }
}
