package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.WorkbookTransaction.ConstraintViolatedException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what DuckDB's errors mean. They have no code and no class of their own: only their text tells them apart. */
final class Failures {
    private static final Pattern WRAPPER = Pattern.compile("^(Query failed: )?(Invalid Input Error: )?"
            + "(Attempting to execute an unsuccessful or closed pending query result\\s*Error: )?"
            + "(Appender error, catalog: .*?, message: )?(Failed to append: )?");
    private static final Pattern CONTEXT = Pattern.compile("\\n\\s*LINE \\d+:.*", Pattern.DOTALL);
    private static final Pattern CONSTRAINT = Pattern.compile(
            "^(?:Constraint Error: |(?=[A-Za-z ]+ constraint (?:violation|failed):))(.*)", Pattern.DOTALL);
    private static final Pattern NO_SPACE =
            Pattern.compile("No space left on device|Disk quota exceeded|could not write all bytes|File too large");
    private static final Pattern LOCK_HOLDER = Pattern.compile("\\(PID (\\d+)\\)");

    /** What opening or using the file may run into: the text in DuckDB's message, and what to say. */
    private record Mishap(Pattern text, String sentence) {
        Mishap(String text, String sentence) {
            this(Pattern.compile(text, Pattern.DOTALL), sentence);
        }
    }

    private static final List<Mishap> MISHAPS = List.of(
            new Mishap(
                    "Could not set lock on file",
                    "%1$s is open in another process; use --url to work through it, or end it"),
            new Mishap("already attached|Unique file handle conflict", "%1$s is open already in this process"),
            new Mishap(
                    "newer version of DuckDB|can only read versions? between|Serialized version",
                    "%1$s was written by a newer DuckDB; update Ducksheet to open it"),
            new Mishap("older version of DuckDB", "%1$s was written by a DuckDB too old; export it with that version"),
            new Mishap("not a valid DuckDB database file", "%1$s is no DuckDB file; name another or remove it"),
            new Mishap("Is a directory", "%1$s is a directory; name a file in it"),
            new Mishap(
                    "No space left on device|Disk quota exceeded|could not write all bytes",
                    "there is no space left for %1$s; free some and open the workbook again"),
            new Mishap(
                    "Permission denied|Read-only file system|read-only mode|Operation not permitted",
                    "%1$s cannot be written; change its permissions or those of its folder"),
            new Mishap("No such file or directory", "the folder of %1$s does not exist; create it first"),
            new Mishap(
                    "Corrupt|checksum|Could not read enough bytes|Failure while replaying WAL|deserialize|Serialization Error",
                    "%1$s is damaged; restore it from a snapshot"),
            new Mishap(
                    "Out of Memory Error",
                    "DuckDB ran out of memory with %1$s; raise its memory limit or ask for less"),
            new Mishap( // a thread that fails stops the others, and now and then one of those is heard first
                    "INTERRUPT Error",
                    "DuckDB broke off its work on %1$s without saying at what; try again to learn that"),
            new Mishap(
                    "database has been invalidated|FATAL",
                    "%1$s had a fatal error and must be opened again; nothing that was committed is lost"));

    private final Path file;

    Failures(Path file) {
        this.file = file;
    }

    /** Something that talks to DuckDB. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T run() throws SQLException;
    }

    /** Something that talks to DuckDB and returns nothing. */
    @FunctionalInterface
    interface Action {
        void run() throws SQLException;
    }

    /** Runs {@code work} and says what its failure means. */
    <T extends @Nullable Object> T translating(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    /** Runs {@code action} and says what its failure means. */
    void translating(Action action) {
        try {
            action.run();
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    RuntimeException translate(SQLException e) {
        var reason = reason(e);
        var constraint = CONSTRAINT.matcher(reason);
        if (constraint.find()) {
            return new ConstraintViolatedException(constraint(constraint.group(1)), e);
        }
        return new PortUnavailableException(sentence(reason), e);
    }

    /** Returns DuckDB's own words without the driver's wrapping and without the echoed statement. */
    static String reason(SQLException e) {
        var message = e.getMessage() == null ? e.toString() : e.getMessage();
        var unwrapped = WRAPPER.matcher(message).replaceFirst("");
        return CONTEXT.matcher(unwrapped.strip()).replaceFirst("").strip();
    }

    /** Says whether a reason, DuckDB's or the system's, is that there is no room for a file. */
    static boolean isLackOfSpace(String reason) {
        return NO_SPACE.matcher(reason).find();
    }

    /** Says whether a reason is that of something that happened to the file, so that the same may work at another time. */
    static boolean isMishap(String reason) {
        return MISHAPS.stream().anyMatch(mishap -> mishap.text().matcher(reason).find());
    }

    private String sentence(String reason) {
        var holder = LOCK_HOLDER.matcher(reason);
        if (reason.contains("Could not set lock on file") && holder.find()) {
            return file + " is open in process " + holder.group(1) + "; use --url to work through it, or end it";
        }
        return MISHAPS.stream()
                .filter(mishap -> mishap.text().matcher(reason).find())
                .findFirst()
                .map(mishap -> mishap.sentence().formatted(file))
                .orElseGet(() -> file + " could not be used: " + firstLine(reason));
    }

    private static String constraint(String text) {
        return firstLine(text).replaceAll(" If this is an unexpected constraint violation.*", "");
    }

    private static String firstLine(String text) {
        Matcher end = Pattern.compile("\\R").matcher(text);
        return end.find() ? text.substring(0, end.start()) : text;
    }
}
