package dev.ducksheet.cli.e2e;

import dev.ducksheet.cli.e2e.History.Sent;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.model.CellValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a workbook came through: whatever was accepted is in the change log exactly once, as its sender was told; the
 * versions are consecutive; the effects are those of the same updates one by one; and every subscriber was shown all of
 * it, in that order. Checks what has happened since the last check; what is wrong is said in a sentence each.
 */
final class Verdict implements AutoCloseable {
    private final History history;
    private final Optional<SerialReplay> replay;
    private final Feeds feeds = new Feeds();
    private final Map<String, CellUpdate> updates = new HashMap<>();

    private Verdict(Tree tree, Optional<SerialReplay> replay) {
        history = new History(tree);
        this.replay = replay;
    }

    /** Checks everything. */
    static Verdict of(Tree tree) {
        return new Verdict(tree, Optional.of(new SerialReplay(tree)));
    }

    /**
     * Checks everything but how a total is spread over its leaves: the sums alone. For histories that are too long to be
     * done once more.
     */
    static Verdict ofALongHistory(Tree tree) {
        return new Verdict(tree, Optional.empty());
    }

    /** Returns where to note what subscribers are shown. */
    Feeds feeds() {
        return feeds;
    }

    /** Returns the newest version checked. */
    long last() {
        return history.last();
    }

    /** Takes note of what clients sent. */
    void sent(Sent request) {
        if (replay.isPresent()) {
            updates.put(request.key(), request.edit().update().by(request.key()));
        }
        history.sent(request);
    }

    /** Reads what a server has kept since the last check, and throws if anything is wrong. */
    void check(Api api) throws InterruptedException {
        var log = new ArrayList<LoggedChange>();
        long newest = last();
        Api.Rows leaves;
        Api.Rows totals;
        do { // what nobody waits for any more may still come in between
            newest = api.changesAfter(newest, log::add);
            leaves = api.view("leaf", "");
            totals = api.view("tree", "");
        } while (leaves.version() != newest || totals.version() != newest);
        feeds.await(newest);
        var wrongs = check(log, leaves.rows(), totals.rows());
        if (!wrongs.isEmpty()) {
            throw new AssertionError(String.join("\n", wrongs));
        }
    }

    /** Returns what is wrong with the continuation of the log, or with the tables as they are after it. */
    List<String> check(
            List<LoggedChange> log, List<Map<String, CellValue>> leaves, List<Map<String, CellValue>> totals) {
        log.forEach(history::logged);
        var wrongs = new ArrayList<>(history.check(leaves, totals));
        replay.ifPresent(again -> {
            log.forEach(change -> replay(again, change));
            again.compare("leaf", leaves);
            again.compare("tree", totals);
            wrongs.addAll(again.wrongs());
        });
        wrongs.addAll(feeds.check(log));
        return wrongs;
    }

    private void replay(SerialReplay again, LoggedChange change) {
        var update = updates.remove(change.editor());
        if (update != null) {
            again.apply(change.version(), update);
            again.compare(change);
        }
    }

    @Override
    public void close() {
        replay.ifPresent(SerialReplay::close);
    }
}
