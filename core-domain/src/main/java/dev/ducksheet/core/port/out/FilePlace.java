package dev.ducksheet.core.port.out;

import dev.ducksheet.core.imports.Source;
import dev.ducksheet.core.port.Cancellation;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A place that files are fetched from, such as all servers of HTTP. What it says of a source never holds the query of its
 * URL, which may be a secret.
 *
 * <p>Thread-safe. An address that leads into the network of this process is not reached, unless whoever runs it allows it:
 * every address that a name stands for is looked at, and none but those is connected to. No redirect is followed.
 */
public interface FilePlace extends AutoCloseable {

    /** Returns the schemes of the sources that it takes, in small letters. */
    Set<String> schemes();

    /** Returns why a source is never fetched, as far as it tells without asking for a name; or nothing. */
    Optional<String> objection(Source source);

    /**
     * Opens a file, or what is still missing of it. Blocks, but not for longer than a bound, whatever the place does; so does
     * the reading of what it returns, which fails with an {@code IOException} if the file does not come whole.
     *
     * @param source of one of its schemes
     * @param offset how many bytes are there already
     * @param mark what {@link Found.Opened#mark} said when those came
     * @param cancellation ends it at any time, the reading too
     * @throws dev.ducksheet.core.port.PortUnavailableException if the place is away; the same call may be tried again
     */
    Found open(Source source, long offset, Optional<String> mark, Cancellation cancellation);

    /** Lets go, and ends what is under way. Repeatable. */
    @Override
    void close();

    /** What was found. */
    sealed interface Found {
        /**
         * The file.
         *
         * @param bytes to be closed
         * @param offset where they begin: as it was asked, or 0 if the file is another by now, or if it cannot be told
         *     whether it is
         * @param size of all of the file, if that is known
         * @param mark is another one when the file is another; nothing if the place does not say
         */
        record Opened(InputStream bytes, long offset, OptionalLong size, Optional<String> mark) implements Found {}

        /**
         * Nothing, and asking again would find nothing.
         *
         * @param why one sentence that names the source and the remedy
         */
        record Refused(String why) implements Found {}
    }
}
