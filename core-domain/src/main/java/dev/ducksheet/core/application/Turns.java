package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.Job;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The order in which files are merged: for each table that in which they came, whichever of them is read first, so that
 * of two files that bring one row the later one wins. Thread-safe.
 */
final class Turns {
    private final Map<String, Set<UpdateId>> waiting = new HashMap<>();

    /** Puts a job behind those of its table; one that is there already stays where it is. */
    synchronized void join(Job job) {
        waiting.computeIfAbsent(job.spec().table(), table -> new LinkedHashSet<>())
                .add(job.id());
    }

    /** Says whether no other job of the table comes before. */
    synchronized boolean isNext(Job job) {
        return next(job.spec().table()).filter(job.id()::equals).isPresent();
    }

    /** Takes a job out; returns the one whose turn it is then, if there is one. Repeatable. */
    synchronized Optional<UpdateId> leave(Job job) {
        var table = job.spec().table();
        var others = waiting.get(table);
        if (others != null && others.remove(job.id()) && others.isEmpty()) {
            waiting.remove(table);
        }
        return next(table);
    }

    private Optional<UpdateId> next(String table) {
        return waiting.getOrDefault(table, Set.of()).stream().findFirst();
    }
}
