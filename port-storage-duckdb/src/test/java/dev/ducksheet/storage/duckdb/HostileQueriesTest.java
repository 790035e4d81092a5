package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.out.QueuePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What would harm, by statements that others have tried: see {@code hostile_queries.txt}. */
final class HostileQueriesTest {
    private static final Duration TIME = Duration.ofMillis(700);
    private static final Pattern REPEATED = Pattern.compile("<<(.*?)\\*(\\d+)>>", Pattern.DOTALL);

    /** Once its time is over, a query has so much more to end in: the machine may be busy with another test. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static DuckDbWorkbookStore store;
    private static long position;

    @BeforeAll
    static void open() throws Exception {
        var file = folder.resolve("book.duckdb");
        Books.outside(
                file,
                "CREATE TABLE t AS SELECT i AS id, i % 3 AS g, 'n' || i AS name FROM range(10) x(i)",
                "CREATE MACRO leak() AS current_setting('threads')",
                "CREATE MACRO leak_table() AS TABLE SELECT * FROM t");
        store = Books.open(file);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static Stream<String> lines(String mark) throws IOException {
        try (var list = Objects.requireNonNull(HostileQueriesTest.class.getResourceAsStream("hostile_queries.txt"))) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.startsWith(mark))
                            .map(line -> line.substring(mark.length()).replace("\\n", "\n"))
                            .toList()
                            .stream();
        }
    }

    static Stream<String> refused() throws IOException {
        return lines("- ");
    }

    static Stream<String> bounded() throws IOException {
        return lines("~ ");
    }

    private static String spelledOut(String line) {
        return REPEATED.matcher(line)
                .replaceAll(it ->
                        java.util.regex.Matcher.quoteReplacement(it.group(1).repeat(Integer.parseInt(it.group(2)))));
    }

    private static QueryResult run(String text) {
        return store.query(new Query(text, List.of(), 1000, TIME));
    }

    @Test
    void there_are_many_of_them() throws IOException {
        assertThat(refused().count() + bounded().count()).isGreaterThan(300);
    }

    @ParameterizedTest
    @MethodSource("refused")
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void what_must_not_run_does_not(String line) {
        var text = spelledOut(line);

        assertThat(run(text)).isInstanceOfSatisfying(QueryResult.Rejected.class, rejected -> {
            assertThat(rejected.detail()).isNotBlank().doesNotContain(folder.toString());
            assertThat(rejected.detail().length()).isLessThan(1000);
        });
        assertAlive();
    }

    @ParameterizedTest
    @MethodSource("bounded")
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void what_takes_too_much_is_ended(String line) {
        long start = System.nanoTime();
        drain(run(spelledOut(line)));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(line).isLessThan(TIME.plus(GRACE));
        assertAlive();
    }

    private static void drain(QueryResult result) {
        if (result instanceof QueryResult.Rows rows) {
            try (var stream = rows.stream()) {
                long count = 0;
                while (stream.next()) {
                    count += stream.batch().size();
                }
                assertThat(count).isLessThanOrEqualTo(1000);
            } catch (PortUnavailableException e) {
                assertThat(e).hasMessageContaining("cut off");
            }
        } else {
            assertThat(result).isInstanceOf(QueryResult.Rejected.class);
        }
    }

    /** The writer writes, and the next query is answered. */
    private static void assertAlive() {
        try (var transaction = store.begin()) {
            transaction.commit(new QueuePosition(Long.toString(++position)));
        }
        var result = store.query(new Query("SELECT count(*) FROM t", List.of(), 10, Duration.ofSeconds(30)));
        assertThat(Books.drain(((QueryResult.Rows) result).stream())).containsExactly(Books.row(10));
    }
}
