package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.imports.Source;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.out.FilePlace;
import dev.ducksheet.core.port.out.FilePlace.Found;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What any {@link FilePlace} does with files that are there, are not there, and become others. */
public abstract class FilePlaceContract {

    /** Returns the place of this test. */
    protected abstract FilePlace place();

    /** Puts a file there, in the place of what was there before; returns where, with a secret for a query if it may have one. */
    protected abstract Source put(String name, byte[] bytes);

    /** Returns where no file is, with a secret for a query if it may have one. */
    protected abstract Source missing();

    private static byte[] bytes(long seed) {
        var bytes = new byte[300_000];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private Found.Opened opened(Source source, long offset, Optional<String> mark) {
        var found = place().open(source, offset, mark, new Cancellation());
        assertThat(found).isInstanceOf(Found.Opened.class);
        return (Found.Opened) found;
    }

    private static byte[] drained(Found.Opened opened) throws IOException {
        try (var bytes = opened.bytes()) {
            return bytes.readAllBytes();
        }
    }

    @Test
    final void a_file_comes_whole_and_its_size_is_told() throws IOException {
        var opened = opened(put("products.csv", bytes(1)), 0, Optional.empty());
        assertThat(opened.offset()).isZero();
        assertThat(opened.size()).hasValue(300_000);
        assertThat(drained(opened)).isEqualTo(bytes(1));
    }

    @Test
    final void a_file_of_no_bytes_is_a_file() throws IOException {
        var opened = opened(put("empty.csv", new byte[0]), 0, Optional.empty());
        assertThat(opened.size()).hasValue(0);
        assertThat(drained(opened)).isEmpty();
    }

    @Test
    final void a_name_of_any_letters_finds_its_file() throws IOException {
        assertThat(drained(opened(put("a%20b+c=d&%C3%A4~('100%25').csv", bytes(2)), 0, Optional.empty())))
                .isEqualTo(bytes(2));
    }

    @Test
    final void what_is_missing_comes_alone_if_the_file_is_the_same() throws IOException {
        var source = put("products.csv", bytes(3));
        var first = opened(source, 0, Optional.empty());
        first.bytes().close();
        assertThat(first.mark()).isPresent();
        for (int offset : new int[] {1, 100_000, 299_999}) {
            var rest = opened(source, offset, first.mark());
            assertThat(rest.offset()).isEqualTo(offset);
            assertThat(rest.size()).hasValue(300_000);
            assertThat(rest.mark()).isEqualTo(first.mark());
            assertThat(drained(rest)).isEqualTo(java.util.Arrays.copyOfRange(bytes(3), offset, 300_000));
        }
    }

    @Test
    final void a_file_that_is_another_by_now_comes_from_the_start() throws IOException {
        var first = opened(put("products.csv", bytes(4)), 0, Optional.empty());
        first.bytes().close();
        var again = opened(put("products.csv", bytes(5)), 100_000, first.mark());
        assertThat(again.offset()).isZero();
        assertThat(again.mark()).isPresent().isNotEqualTo(first.mark());
        assertThat(drained(again)).isEqualTo(bytes(5));
    }

    @Test
    final void a_file_comes_from_the_start_if_it_cannot_be_told_whether_it_is_another() throws IOException {
        var source = put("products.csv", bytes(6));
        var mark = opened(source, 0, Optional.empty()).mark();
        for (var again :
                new Found.Opened[] {opened(source, 100_000, Optional.empty()), opened(source, 300_001, mark)}) {
            assertThat(again.offset()).isZero();
            assertThat(drained(again)).isEqualTo(bytes(6));
        }
    }

    @Test
    final void what_is_not_there_is_refused_by_name_without_the_query() {
        var found = place().open(missing(), 0, Optional.empty(), new Cancellation());
        assertThat(found)
                .isInstanceOfSatisfying(
                        Found.Refused.class,
                        it -> assertThat(it.why()).contains(missing().shown()).doesNotContain("secret"));
    }

    @Test
    final void what_is_cancelled_is_read_no_further() throws IOException {
        var cancellation = new Cancellation();
        var found = place().open(put("products.csv", bytes(7)), 0, Optional.empty(), cancellation);
        try (var bytes = ((Found.Opened) found).bytes()) {
            assertThat(bytes.read()).isNotNegative();
            cancellation.cancel();
            assertThatThrownBy(bytes::readAllBytes).isInstanceOf(IOException.class);
        }
    }
}
