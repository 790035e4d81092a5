package dev.ducksheet.cli.e2e;

import dev.ducksheet.testkit.Await;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks what subscribers were shown against the change log: every version from the first to the last, each once, in one
 * order, and each as the log has it. What is wrong is said in a sentence each. Thread-safe.
 */
final class Feeds {
    private final Map<String, List<LoggedChange>> shown = new LinkedHashMap<>();
    private long checked;

    /** Takes note of somebody who is to be shown everything from now on. */
    synchronized void subscribed(String subscriber) {
        shown.put(subscriber, new ArrayList<>());
    }

    /** Takes note of the next change that a subscriber was shown. */
    synchronized void shown(String subscriber, LoggedChange change) {
        shown.get(subscriber).add(change);
        notifyAll();
    }

    /** Waits until every subscriber was shown a version; fails, and says who was not, if that takes too long. */
    synchronized void await(long version) throws InterruptedException {
        long end = System.nanoTime() + Await.limit().toNanos();
        while (version > checked && !missing(version).isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("version " + version + " was never shown to " + missing(version));
            }
            wait(left);
        }
    }

    private List<String> missing(long version) {
        return shown.entrySet().stream()
                .filter(entry -> entry.getValue().stream().noneMatch(change -> change.version() == version))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Compares what everybody was shown since the last check with the log since then. */
    synchronized List<String> check(List<LoggedChange> log) {
        var wrongs = new ArrayList<String>();
        checked = log.isEmpty() ? checked : log.get(log.size() - 1).version();
        shown.forEach((subscriber, changes) -> {
            var comparison = new Comparison(subscriber, log, wrongs);
            changes.forEach(comparison::next);
            comparison.end();
            changes.clear();
        });
        return wrongs;
    }

    /** One subscriber's view beside the log. */
    private static final class Comparison {
        private final String subscriber;
        private final List<LoggedChange> log;
        private final List<String> wrongs;
        private final Map<Long, Integer> places = new HashMap<>();
        private int next;

        Comparison(String subscriber, List<LoggedChange> log, List<String> wrongs) {
            this.subscriber = subscriber;
            this.log = log;
            this.wrongs = wrongs;
            log.forEach(change -> places.put(change.version(), places.size()));
        }

        void next(LoggedChange change) {
            var place = places.get(change.version());
            if (place == null) {
                wrong("was shown version " + change.version() + ", which the log does not have");
                return;
            }
            place(change.version(), place);
            if (!change.equals(log.get(place))) {
                wrong("was shown " + change + ", but the log has " + log.get(place));
            }
        }

        private void place(long version, int place) {
            if (place < next) {
                wrong("was shown version " + version + " a second time, or too late");
            } else if (place > next) {
                wrong("was shown version " + version + " before "
                        + log.get(next).version());
            }
            next = Math.max(next, place + 1);
        }

        void end() {
            if (next < log.size()) {
                wrong("was not shown version " + log.get(next).version() + " nor what follows it, up to "
                        + log.get(log.size() - 1).version());
            }
        }

        private void wrong(String what) {
            wrongs.add(subscriber + " " + what);
        }
    }
}
