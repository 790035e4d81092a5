package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Change;
import java.util.function.Consumer;

/** The changes of a server as they happen. */
@FunctionalInterface
interface LiveFeed {

    /**
     * Tells of every change after {@code since}, each once and in order, and goes on for ever: a broken connection is
     * taken up again where it broke.
     *
     * @param since a cursor; empty for whatever comes from now on
     * @throws CommandFailedException if the history no longer goes back so far, or the server refuses
     * @throws dev.ducksheet.core.port.PortUnavailableException if the server is away from the start
     */
    void follow(String since, Consumer<Change> each) throws InterruptedException;
}
