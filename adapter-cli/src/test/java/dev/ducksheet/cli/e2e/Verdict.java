package dev.ducksheet.cli.e2e;

import dev.ducksheet.cli.e2e.History.Sent;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.model.CellValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a workbook came through: whatever was accepted is in the change log exactly once, as its sender was told; the
 * versions are consecutive; the effects are those of the same updates one by one; and every subscriber was shown all of
 * it, in that order. Checks what has happened since the last check; what is wrong is said in a sentence each.
 */
final class Verdict implements AutoCloseable {
    private final History history;
    private final SerialReplay replay;
    private final Feeds feeds = new Feeds();
    private final Map<String, CellUpdate> updates = new HashMap<>();

    Verdict(Tree tree) {
        history = new History(tree);
        replay = new SerialReplay(tree);
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
        updates.put(request.key(), request.edit().update().by(request.key()));
        history.sent(request);
    }

    /** Reads what a server has kept since the last check, and throws if anything is wrong. */
    void check(Api api) throws InterruptedException {
        var log = new ArrayList<LoggedChange>();
        feeds.await(api.changesAfter(last(), log::add));
        var wrongs = check(log, api.rows("leaf", ""), api.rows("tree", ""));
        if (!wrongs.isEmpty()) {
            throw new AssertionError(String.join("\n", wrongs));
        }
    }

    /** Returns what is wrong with the continuation of the log, or with the tables as they are after it. */
    List<String> check(
            List<LoggedChange> log, List<Map<String, CellValue>> leaves, List<Map<String, CellValue>> totals) {
        log.forEach(history::logged);
        log.forEach(this::replay);
        replay.compare("leaf", leaves);
        replay.compare("tree", totals);
        var wrongs = new ArrayList<>(history.check(leaves, totals));
        wrongs.addAll(replay.wrongs());
        wrongs.addAll(feeds.check(log));
        return wrongs;
    }

    private void replay(LoggedChange change) {
        var update = updates.get(change.editor());
        if (update != null) {
            replay.apply(change.version(), update);
            replay.compare(change);
        }
    }

    @Override
    public void close() {
        replay.close();
    }
}
