package dev.ducksheet.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.seed.ProductFile.Counts;
import dev.ducksheet.seed.ProductFile.Difference;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counted by DuckDB, which shares nothing with the arithmetic that the counts come from. */
final class ProductFileTest {
    /** Changes only with the generator's own code and words; never with the machine. */
    private static final String GOLDEN = "b2bbaa5af10ed791630e4763ae33ba9aa9d0d948383398815a8c939afea082a4";

    @TempDir
    Path folder;

    @Test
    void the_original_size_has_the_original_counts() throws Exception {
        var file = ProductFile.of(ProductFile.ORIGINAL_RECORDS, DemoWorkbook.DEFAULT_SEED);
        assertThat(file.counts()).isEqualTo(new Counts(500_500, 500, 466_693, 499_994, 222_024));
        assertThat(file.counts().supersededBySku()).isEqualTo(33_307);
        assertThat(file.counts().supersededByPair()).isEqualTo(6);
        assertThat(counted(file)).isEqualTo(file.counts());
    }

    @ParameterizedTest
    @CsvSource({"20,1", "21,-5", "97,9223372036854775807", "1000,-9223372036854775808", "12345,0", "60000,3"})
    void counts_are_what_a_reader_counts(long records, long seed) throws Exception {
        var file = ProductFile.of(records, seed);
        assertThat(counted(file)).isEqualTo(file.counts());
        assertThat(counted(file.revised())).isEqualTo(file.revised().counts());
    }

    @ParameterizedTest
    @CsvSource({"20,1", "77,2", "1000,3", "54321,4", "500000,91"})
    void a_revision_differs_as_it_says(long records, long seed) throws Exception {
        var file = ProductFile.of(records, seed);
        var revised = file.revised();
        assertThat(differenceOf(file, revised)).isEqualTo(revised.difference());
        assertThat(revised.difference().added())
                .isEqualTo(revised.counts().skus() - file.counts().skus());
    }

    @Test
    void a_file_differs_from_itself_in_nothing() {
        var file = ProductFile.of(1000, 1);
        assertThat(file.difference())
                .isEqualTo(new Difference(0, 0, file.counts().skus()));
        assertThat(file.revised().difference().updated()).isPositive();
    }

    @Test
    void five_million_records_count_in_proportion() {
        var counts = ProductFile.of(5_000_000, 1).counts();
        assertThat(counts).isEqualTo(new Counts(5_005_000, 5_000, 4_666_930, 4_999_940, 2_220_240));
    }

    @Test
    void the_same_seed_gives_the_same_bytes_and_another_seed_others() throws Exception {
        assertThat(hash(ProductFile.of(20_000, 7))).isEqualTo(GOLDEN);
        assertThat(hash(ProductFile.of(20_000, 8))).isNotEqualTo(GOLDEN);
    }

    @Test
    void every_record_is_told_of() throws Exception {
        var file = ProductFile.of(30_000, 7).revised();
        long[] told = {0};
        file.writeTo(OutputStream.nullOutputStream(), () -> told[0]++);
        assertThat(told[0]).isEqualTo(file.counts().records());
    }

    @Test
    void records_have_what_readers_stumble_over() throws Exception {
        var products = products(ProductFile.of(20_000, 7));
        assertThat(products.text("name")).contains("\n", "\"", ",", "\ud83e\udd86", "Cafe\u0301", "\u0397");
        assertThat(products.text("description")).contains("\n", "\"", ",", "\ud83c\udd95");
        assertThat(products.number("SELECT count(*) FROM good WHERE description IS NULL"))
                .isPositive();
        assertThat(products.number("SELECT count(DISTINCT sku) FROM good"))
                .as("spellings")
                .isGreaterThan(products.number("SELECT count(DISTINCT lower(sku)) FROM good"));
        assertThat(products.number("SELECT count(DISTINCT name) FROM good"))
                .as("names that differ in case only")
                .isGreaterThan(products.number("SELECT count(DISTINCT lower(name)) FROM good"));
        assertThat(products.number("SELECT max(n) FROM (SELECT count(*) AS n FROM good GROUP BY lower(sku))"))
                .isEqualTo(3);
    }

    @Test
    void duckdb_folds_the_skus_as_java_does() throws Exception {
        var products = products(ProductFile.of(20_000, 7));
        assertThat(products.number("SELECT count(DISTINCT lower(sku)) FROM good"))
                .isEqualTo(products.texts("SELECT sku FROM good").stream()
                        .map(sku -> sku.toLowerCase(Locale.ROOT))
                        .distinct()
                        .count());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, 0, 19, 1_000_000_001, Long.MAX_VALUE})
    void sizes_that_make_no_file_are_refused(long records) {
        assertThatThrownBy(() -> ProductFile.of(records, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(records + " records; a product file has between 20 and 1000000000");
    }

    private Counts counted(ProductFile file) throws Exception {
        try (var products = products(file)) {
            long good = products.number("SELECT count(*) FROM good");
            long rejected = products.number("SELECT count(DISTINCT line) FROM reject_errors");
            assertThat(products.number("SELECT count(*) FROM good WHERE sku LIKE '%BROKEN%'"))
                    .isZero();
            assertThat(products.number("SELECT count(DISTINCT (lower(sku), lower(name))) FROM good"))
                    .as("pairs, whatever the case of names")
                    .isEqualTo(products.number("SELECT count(DISTINCT (lower(sku), name)) FROM good"));
            return new Counts(
                    good + rejected,
                    rejected,
                    products.number("SELECT count(DISTINCT lower(sku)) FROM good"),
                    products.number("SELECT count(DISTINCT (lower(sku), name)) FROM good"),
                    products.number("SELECT count(DISTINCT name) FROM good"));
        }
    }

    private Difference differenceOf(ProductFile file, ProductFile revised) throws Exception {
        try (var before = products(file);
                var after = products(revised)) {
            return after.since(before);
        }
    }

    private ReadProducts products(ProductFile file) throws IOException, SQLException {
        Path path = Files.createTempFile(folder, "products", ".csv");
        try (OutputStream out = Files.newOutputStream(path)) {
            file.writeTo(out, () -> {});
        }
        return new ReadProducts(path);
    }

    private static String hash(ProductFile file) throws IOException, NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        file.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest), () -> {});
        return HexFormat.of().formatHex(digest.digest());
    }
}
