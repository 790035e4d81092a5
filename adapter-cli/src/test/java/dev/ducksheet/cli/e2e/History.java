package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.CellValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a server kept against what its clients sent and were told. Every request carries a key of its own, as
 * its editor, so that the change log tells which request an entry is of.
 *
 * <p>Replays the log, entry by entry, on a model of the leaves. What is wrong is said in a sentence each.
 */
final class History {
    private final Tree tree;
    private final Map<Integer, BigDecimal> amounts;
    private final Map<String, Sent> requests = new HashMap<>();
    private final Map<String, Entry> logged = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final List<String> wrongs = new ArrayList<>();
    private long last;

    History(Tree tree) {
        this.tree = tree;
        amounts = tree.amounts();
    }

    /** What is kept of an entry of the log. */
    private record Entry(long version, String updateId) {}

    /** A request with what its client was told. */
    record Sent(String key, Edit edit, Told told) {}

    /** What a client was told. */
    sealed interface Told {

        /** Returns what an answer to an edit tells. */
        static Told of(Api.Answer answer) {
            var body = answer.body();
            return switch (answer.status()) {
                case 200 ->
                    new Applied(
                            body.path("version").asLong(),
                            body.path("update_id").asText());
                case 202 -> new Accepted(body.path("update_id").asText());
                case 404 -> new Refused(answer.problem());
                case 429, 503 -> new Nothing();
                default -> throw new AssertionError("no answer to an edit: " + answer);
            };
        }

        /** Says whether the same request may be told {@code later} when it is sent again. */
        default boolean goesWith(Told later) {
            return equals(later);
        }

        /** It is applied, with this version. */
        record Applied(long version, String updateId) implements Told {}

        /** It is durable. */
        record Accepted(String updateId) implements Told {
            @Override
            public boolean goesWith(Told later) {
                return later instanceof Applied applied && applied.updateId().equals(updateId);
            }
        }

        /** It is refused. */
        record Refused(String problem) implements Told {}

        /** No answer came. */
        record Nothing() implements Told {
            @Override
            public boolean goesWith(Told later) {
                return true;
            }
        }
    }

    /** Returns the newest version checked. */
    long last() {
        return last;
    }

    /** Takes note of what clients sent; one that is told again must be told the same. */
    void sent(Sent request) {
        var before = requests.put(request.key(), request);
        if (before != null && !before.told().goesWith(request.told())) {
            wrongs.add(request.key() + " was told " + before.told() + " at first, and later " + request.told());
        }
    }

    /** Reads what a server has kept since the last check, and throws if anything is wrong. */
    void check(Api api) {
        api.changesAfter(last, this::logged);
        assertThat(check(api.rows("leaf", ""), api.rows("tree", ""))).isEmpty();
    }

    /** Takes the next entry of the log. */
    void logged(LoggedChange change) {
        if (change.version() != last + 1) {
            wrongs.add("version " + change.version() + " follows " + last);
        }
        last = change.version();
        var before = logged.put(change.editor(), new Entry(change.version(), change.updateId()));
        if (before != null) {
            wrongs.add(change.editor() + " was applied twice, as version " + before.version() + " and "
                    + change.version());
        }
        var other = versions.put(change.updateId(), change.version());
        if (other != null) {
            wrongs.add(
                    "update " + change.updateId() + " is in the log as version " + other + " and " + change.version());
        }
        var request = requests.get(change.editor());
        if (request == null) {
            wrongs.add("nobody asked for version " + change.version());
        } else {
            replay(change, request.edit());
        }
    }

    private void replay(LoggedChange change, Edit edit) {
        var present = new HashMap<>(amounts);
        change.rows().stream()
                .filter(row -> row.sheet().equals("leaf"))
                .forEach(row -> amounts.put(
                        number(row.cells().get("id")).intValueExact(),
                        number(row.cells().get("amount"))));
        var changed = new TreeMap<Integer, BigDecimal>();
        amounts.forEach((id, amount) -> {
            if (!same(present.get(id), amount)) {
                changed.put(id, amount);
            }
        });
        effect(change, edit, present, changed);
        change.rows().stream()
                .filter(row -> row.sheet().equals("tree"))
                .forEach(row -> total(
                        "version " + change.version(),
                        path(row.cells()),
                        row.cells().get("amount")));
    }

    /** Compares amounts, not their scales. */
    private static boolean same(@Nullable BigDecimal one, BigDecimal other) {
        return one != null && one.compareTo(other) == 0;
    }

    private void effect(
            LoggedChange change, Edit edit, Map<Integer, BigDecimal> before, Map<Integer, BigDecimal> changed) {
        if (edit instanceof Edit.OfLeaf leaf) {
            var expected = leaf.op() == Edit.Op.SET
                    ? leaf.value()
                    : before.get(leaf.id()).add(leaf.value());
            changed.remove(leaf.id());
            if (!same(amounts.get(leaf.id()), expected) || !changed.isEmpty()) {
                wrongs.add("version " + change.version() + " should have made leaf " + leaf.id() + " " + expected
                        + ", but it is " + amounts.get(leaf.id()) + ", and others changed: " + changed);
            }
        } else if (edit instanceof Edit.OfNode node) {
            changed.keySet().removeIf(id -> under(id, node.path()));
            if (!same(sum(node.path()), node.value()) || !changed.isEmpty()) {
                wrongs.add("version " + change.version() + " should have spread " + node.value() + " under "
                        + node.path() + ", but the leaves there add up to " + sum(node.path())
                        + ", and others changed: " + changed);
            }
        }
    }

    /** Compares the log so far with the tables as they are, and with what clients were told. */
    List<String> check(List<Map<String, CellValue>> leaves, List<Map<String, CellValue>> totals) {
        requests.values().forEach(this::told);
        var stored = new LinkedHashMap<Integer, BigDecimal>();
        leaves.forEach(row -> stored.put(number(row.get("id")).intValueExact(), number(row.get("amount"))));
        if (!stored.equals(amounts)) {
            wrongs.add("the leaves are " + stored + ", but by the log they are " + amounts);
        }
        totals.forEach(row -> total("the rollup", path(row), row.get("amount")));
        int nodes = tree.suppliers() * (1 + tree.brands() * (1 + tree.families()));
        if (totals.size() != nodes) {
            wrongs.add("the rollup has " + totals.size() + " rows instead of " + nodes);
        }
        return List.copyOf(wrongs);
    }

    private void told(Sent request) {
        var entry = logged.get(request.key());
        if (request.told() instanceof Told.Applied applied) {
            if (entry == null) {
                wrongs.add(request.key() + " was told to be version " + applied.version() + ", but is lost");
            } else if (entry.version() != applied.version() || !entry.updateId().equals(applied.updateId())) {
                wrongs.add(request.key() + " was told " + applied + ", but is " + entry);
            }
        } else if (request.told() instanceof Told.Accepted accepted) {
            if (entry == null || !entry.updateId().equals(accepted.updateId())) {
                wrongs.add(request.key() + " was told " + accepted + ", but is " + entry);
            }
        } else if (request.told() instanceof Told.Refused && entry != null) {
            wrongs.add(request.key() + " was refused, but applied as version " + entry.version());
        }
    }

    private void total(String who, List<String> path, CellValue total) {
        if (!CellValue.of(sum(path)).equals(total)) {
            wrongs.add(who + " shows " + total.display() + " for " + path + ", but its leaves add up to " + sum(path));
        }
    }

    private static List<String> path(Map<String, CellValue> row) {
        return Tree.LEVELS.stream()
                .map(row::get)
                .filter(value -> value != null && !value.isNull())
                .map(CellValue::display)
                .toList();
    }

    private BigDecimal sum(List<String> path) {
        return amounts.entrySet().stream()
                .filter(leaf -> under(leaf.getKey(), path))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private boolean under(int id, List<String> path) {
        return tree.path(id).subList(0, path.size()).equals(path);
    }

    private static BigDecimal number(CellValue cell) {
        return ((CellValue.Exact) cell).number();
    }
}
