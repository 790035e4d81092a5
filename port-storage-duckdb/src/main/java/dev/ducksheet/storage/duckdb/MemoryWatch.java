package dev.ducksheet.storage.duckdb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends users' queries before they take the memory that the writer needs: DuckDB knows one limit for all that a process
 * does, and what an expression computes it does not count at all. So it is looked at, many times a second, while a query
 * runs: at what DuckDB holds beside its tables' pages, and at what the machine has left. Thread-safe.
 */
final class MemoryWatch {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final HeldMemory held;
    private final QueryThreads threads;
    private final long budget;
    private final MachineMemory machine = MachineMemory.ofThisOne();
    /** How each running query is ended, by itself; guarded by this. */
    private final Map<Object, Consumer<String>> running = new LinkedHashMap<>();

    private @Nullable ScheduledFuture<?> looking;

    /** @param budget the bytes that all queries together may hold */
    MemoryWatch(HeldMemory held, QueryThreads threads, long budget) {
        this.held = held;
        this.threads = threads;
        this.budget = budget;
    }

    /** Watches a query; {@code end} is given the reason. */
    synchronized void begin(Object query, Consumer<String> end) {
        running.put(query, end);
        if (looking == null) {
            looking = threads.every(PAUSE, this::look);
        }
    }

    /** Watches a query no more. */
    synchronized void end(Object query) {
        running.remove(query);
        if (running.isEmpty() && looking != null) {
            looking.cancel(false);
            looking = null;
        }
    }

    private void look() {
        reason().ifPresent(reason -> ends().forEach(end -> threads.end(() -> end.accept(reason))));
    }

    private synchronized Collection<Consumer<String>> ends() {
        return new ArrayList<>(running.values());
    }

    private Optional<String> reason() {
        if (machine.isShort()) {
            return Optional.of("the machine's memory was nearly used up");
        }
        return held.ofQueries() > budget
                ? Optional.of("queries held more than the " + (budget >> 20) + " MiB of memory that they may")
                : Optional.empty();
    }
}
