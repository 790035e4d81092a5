package dev.ducksheet.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.model.CellValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvFolderTest {
    /** Changes only with the seed's own code, its words or the release of datafaker; never with the machine. */
    private static final String GOLDEN = "98455e2d48fb699d5b104c412aa3deccd1092e1219ec10fedb04cffcc45c4d83";

    @TempDir
    Path folder;

    @Test
    void the_small_demo_is_the_golden_one() throws Exception {
        var csv = write(DemoSize.SMALL, DemoWorkbook.DEFAULT_SEED);
        for (var table :
                DemoWorkbook.of(DemoSize.SMALL, DemoWorkbook.DEFAULT_SEED).tables()) {
            assertThat(csv.fileOf(table))
                    .content()
                    .isEqualTo(golden(csv.fileOf(table).getFileName().toString()));
        }
    }

    @Test
    void the_same_seed_gives_the_same_bytes_in_any_locale_and_time_zone() throws Exception {
        var locale = Locale.getDefault();
        var zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
            assertThat(hash(write(new DemoSize(500, 300, 20_000), 42))).isEqualTo(GOLDEN);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void a_file_that_is_there_is_left_alone() throws Exception {
        Files.writeString(folder.resolve("product.csv"), "mine");
        assertThatThrownBy(() -> write(DemoSize.SMALL, 1)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(folder.resolve("product.csv")).hasContent("mine");
    }

    @Test
    void every_row_is_told() throws Exception {
        var told = new ArrayList<List<CellValue>>();
        new CsvFolder(folder).write(DemoWorkbook.of(DemoSize.SMALL, 1).tables().get(2), told::add);
        assertThat(told).hasSize(10);
    }

    @Test
    void text_is_quoted_where_it_must_be_and_an_empty_cell_is_nothing() throws Exception {
        var line = new StringBuilder();
        CsvLine.append(
                line,
                List.of(
                        CellValue.of("a,b"),
                        CellValue.of("say \"hi\""),
                        CellValue.of("two\nlines"),
                        CellValue.of(""),
                        CellValue.none(),
                        CellValue.of("plain")));
        assertThat(line).hasToString("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\"\",,plain\n");
    }

    private CsvFolder write(DemoSize size, long seed) throws IOException {
        var csv = new CsvFolder(folder);
        for (var table : DemoWorkbook.of(size, seed).tables()) {
            csv.write(table, row -> {});
        }
        return csv;
    }

    private static String hash(CsvFolder csv) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        for (var table : DemoWorkbook.of(DemoSize.SMALL, 0).tables()) {
            try (var in = new DigestInputStream(Files.newInputStream(csv.fileOf(table)), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String golden(String name) throws IOException {
        try (var in = CsvFolderTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
