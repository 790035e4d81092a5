package dev.ducksheet.testkit.files;

import static dev.ducksheet.testkit.files.Expectation.anyOf;
import static dev.ducksheet.testkit.files.Expectation.kept;
import static dev.ducksheet.testkit.files.Expectation.refused;
import static dev.ducksheet.testkit.files.Expectation.rejects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BrokenFilesTest {
    private static final long HUGE = 20_000_000;

    private static final List<BrokenFile> FILES = BrokenFiles.all(HUGE);
    private static final Map<String, BrokenFile> AGAIN = BrokenFiles.all(HUGE).stream()
            .collect(Collectors.toMap(BrokenFile::name, file -> file, (one, other) -> one));

    static List<BrokenFile> files() {
        return FILES;
    }

    @Test
    void there_are_many_and_each_has_a_name_of_its_own() {
        assertThat(files()).hasSizeGreaterThan(60).extracting(BrokenFile::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_says_why_and_has_the_same_bytes_each_time(BrokenFile file) throws IOException {
        assertThat(file.because()).isNotBlank().doesNotContain("\n");
        assertThat(file.fileName()).isNotEmpty();
        assertThat(checksum(file)).isEqualTo(checksum(named(file.name())));
    }

    @Test
    void huge_files_are_as_huge_as_asked() throws IOException {
        assertThat(sizeOf("huge line")).isBetween(HUGE, HUGE + 100);
        assertThat(sizeOf("huge first line")).isEqualTo(HUGE);
    }

    @Test
    void a_file_that_is_not_huge_is_not_asked_for() {
        assertThatThrownBy(() -> BrokenFiles.all(1 << 23)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz that unfolds to NULs", "gz that unfolds to one line"})
    void small_gz_unfold_to_huge_ones(String name) throws IOException {
        byte[] small = bytesOf(name);
        assertThat(small).hasSizeLessThan((int) HUGE / 500);
        assertThat(unfolded(new GZIPInputStream(new ByteArrayInputStream(small))))
                .isEqualTo(HUGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zst that unfolds to NULs", "zst that unfolds to one line"})
    void small_zst_unfold_to_huge_ones(String name) throws IOException {
        byte[] small = bytesOf(name);
        assertThat(small).hasSizeLessThan((int) HUGE / 500);
        assertThat(unfolded(zstd(small))).isEqualTo(HUGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "gz in members", "gz with an empty member"})
    void good_gz_have_the_good_rows(String name) throws IOException {
        assertThat(text(new GZIPInputStream(new ByteArrayInputStream(bytesOf(name)))))
                .isEqualTo(Csv.GOOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zst", "zst in frames"})
    void good_zst_have_the_good_rows(String name) throws IOException {
        assertThat(text(zstd(bytesOf(name)))).isEqualTo(Csv.GOOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz cut off", "gz without its trailer", "gz with its second member cut off"})
    void cut_gz_end_too_early(String name) {
        assertThatThrownBy(() -> text(new GZIPInputStream(new ByteArrayInputStream(bytesOf(name)))))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void damaged_gz_are_damaged() {
        assertThatThrownBy(() -> text(new GZIPInputStream(new ByteArrayInputStream(bytesOf("gz damaged")))))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("trailer");
    }

    @Test
    void cut_zst_end_too_early() {
        assertThatThrownBy(() -> text(zstd(bytesOf("zst cut off")))).isInstanceOf(IOException.class);
    }

    @Test
    void zst_of_a_large_window_ask_for_more_memory_than_is_given_unasked() {
        assertThatThrownBy(() -> text(zstd(bytesOf("zst that wants two gigabytes"))))
                .hasMessageContaining("too much memory");
    }

    @Test
    void expectations_are_met_by_what_they_say_alone() {
        var imported = new Ending.Imported(2, 1);
        assertThat(rejects(1, 2).isMetBy(imported)).isTrue();
        assertThat(rejects(2, 1).isMetBy(imported)).isFalse();
        assertThat(kept(2).isMetBy(imported)).isFalse();
        assertThat(kept(2).isMetBy(new Ending.Imported(2, 0))).isTrue();
        assertThat(refused().isMetBy(imported)).isFalse();
        assertThat(refused().isMetBy(new Ending.Refused("it is empty"))).isTrue();
        assertThat(refused().isMetBy(new Ending.Refused(" ")))
                .as("without a reason")
                .isFalse();
        assertThat(anyOf(kept(3), rejects(1, 2)).isMetBy(imported)).isTrue();
        assertThat(anyOf(kept(3), refused()).isMetBy(imported)).isFalse();
    }

    @Test
    void expectations_that_expect_nothing_are_refused() {
        assertThatThrownBy(() -> rejects(0, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> kept(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> anyOf(kept(1))).isInstanceOf(IllegalArgumentException.class);
    }

    private static BrokenFile named(String name) {
        return Objects.requireNonNull(AGAIN.get(name), name);
    }

    private static byte[] bytesOf(String name) throws IOException {
        return named(name).content().bytes();
    }

    private static long sizeOf(String name) throws IOException {
        long[] size = {0};
        named(name).content().writeTo(new OutputStream() {
            @Override
            public void write(int b) {
                size[0]++;
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                size[0] += length;
            }
        });
        return size[0];
    }

    private static long checksum(BrokenFile file) throws IOException {
        var crc = new CRC32();
        file.content().writeTo(new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
        return crc.getValue();
    }

    private static InputStream zstd(byte[] bytes) throws IOException {
        return new ZstdInputStream(new ByteArrayInputStream(bytes));
    }

    private static long unfolded(InputStream in) throws IOException {
        return in.transferTo(OutputStream.nullOutputStream());
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
