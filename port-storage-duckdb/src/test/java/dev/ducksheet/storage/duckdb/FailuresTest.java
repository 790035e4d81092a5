package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.WorkbookTransaction.ConstraintViolatedException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DuckDB's errors are told apart by their text. The texts are those of DuckDB 1.5. */
final class FailuresTest {
    private static final String WRAPPING =
            "Invalid Input Error: Attempting to execute an unsuccessful or closed pending query result\nError: ";

    private final Failures failures = new Failures(Path.of("book.duckdb"));

    private RuntimeException translated(String message) {
        return failures.translate(new SQLException(message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            IO Error: Could not set lock on file "/x": Conflicting lock is held in /usr/bin/java (PID 15341). See also | book.duckdb is open in process 15341; use --url to work through it, or end it
            IO Error: Could not set lock on file "/x": Resource temporarily unavailable | book.duckdb is open in another process; use --url to work through it, or end it
            IO Error: Trying to read a database file with version number 200, but we can only read versions between 64 and 67. | book.duckdb was written by a newer DuckDB; update Ducksheet to open it
            IO Error: Corrupt database file: computed checksum 1 does not match stored checksum 2 | book.duckdb is damaged; restore it from a snapshot
            IO Error: Could not write file "/x": No space left on device | there is no space left for book.duckdb; free some and open the workbook again
            IO Error: Cannot open file "/x": Permission denied | book.duckdb cannot be written; change its permissions or those of its folder
            IO Error: Cannot open file "/x": Read-only file system | book.duckdb cannot be written; change its permissions or those of its folder
            Out of Memory Error: failed to allocate data of size 16.0 MiB | DuckDB ran out of memory with book.duckdb; raise its memory limit or ask for less
            INTERRUPT Error: Interrupted! | DuckDB broke off its work on book.duckdb without saying at what; try again to learn that
            FATAL Error: Failed: database has been invalidated because of a previous fatal error. | book.duckdb had a fatal error and must be opened again; nothing that was committed is lost
            Unheard-of Error: something new | book.duckdb could not be used: Unheard-of Error: something new
            """)
    void a_resource_that_is_away_is_told_in_one_sentence(String message, String sentence) {
        assertThat(translated(message))
                .isInstanceOf(PortUnavailableException.class)
                .hasMessage(sentence);
        assertThat(translated(WRAPPING + message)).hasMessage(sentence);
    }

    @Test
    void a_constraint_that_is_violated_is_told_in_duckdbs_words() {
        assertThat(translated(WRAPPING + "Constraint Error: Duplicate key \"a: 1\" violates primary key constraint."))
                .isInstanceOf(ConstraintViolatedException.class)
                .hasMessage("Duplicate key \"a: 1\" violates primary key constraint.");
        assertThat(translated(
                        "Appender error, catalog: 'workbook', schema: 'main', table: 't', message: Failed to append: "
                                + "PRIMARY KEY or UNIQUE constraint violation: duplicate key \"1\""))
                .isInstanceOf(ConstraintViolatedException.class)
                .hasMessage("PRIMARY KEY or UNIQUE constraint violation: duplicate key \"1\"");
        assertThat(translated("Constraint Error: CHECK constraint failed on table k with expression CHECK((x > 0))"))
                .isInstanceOf(ConstraintViolatedException.class)
                .hasMessage("CHECK constraint failed on table k with expression CHECK((x > 0))");
    }

    @Test
    void the_reason_is_free_of_the_drivers_wrapping_and_of_the_statement() {
        var error = new SQLException(
                "Query failed: " + WRAPPING + "Conversion Error: Could not convert 'bad'\n\nLINE 1: select …\n   ^");
        assertThat(Failures.reason(error)).isEqualTo("Conversion Error: Could not convert 'bad'");
    }
}
