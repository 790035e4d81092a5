package dev.ducksheet.testkit;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.testkit.Interception.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A script of faults: where a store, queue or feed that is otherwise in order throws {@link PortUnavailableException}.
 *
 * <p>A test that wants every place first runs without faults, asks for {@link #passed} and then runs once for each.
 * Thread-safe; one script may serve several ports.
 */
public final class Faults {
    /** Whether the effect has happened when the fault strikes. */
    public enum Moment {
        /** Nothing has happened. */
        BEFORE,
        /** It has happened, and nobody is told; a snapshot, transaction or stream that was opened is closed. */
        AFTER
    }

    /**
     * A place for a fault.
     *
     * @param effect {@code store.begin}, {@code transaction.match}, {@code transaction.commit}, {@code snapshot.view},
     *     {@code queue.take}, {@code feed.publish}: the role and the method of the port
     * @param nth the how manieth call, counted from 1 over all instances of the role
     */
    public record Point(String effect, Moment moment, int nth) {}

    private final Set<Point> script;
    private final Map<String, Integer> calls = new HashMap<>();
    private final List<Point> passed = new ArrayList<>();
    private final List<Point> struck = new ArrayList<>();

    private Faults(Set<Point> script) {
        this.script = script;
    }

    /** Returns a script without faults, which only takes note of what happens. */
    public static Faults none() {
        return new Faults(Set.of());
    }

    /** Returns a script of faults at these points. */
    public static Faults at(Point... points) {
        return new Faults(Set.of(points));
    }

    /** Returns a script of one fault, at the first such call. */
    public static Faults before(String effect) {
        return at(new Point(effect, Moment.BEFORE, 1));
    }

    /** Returns a script of one fault, after the first such call. */
    public static Faults after(String effect) {
        return at(new Point(effect, Moment.AFTER, 1));
    }

    /** Returns the store with these faults in it, its snapshots and its transactions. */
    public WorkbookStore in(WorkbookStore store) {
        return Interception.of(WorkbookStore.class, "store", store, this::around);
    }

    /** Returns the queue with these faults. */
    public RequestQueue in(RequestQueue queue) {
        return Interception.of(RequestQueue.class, "queue", queue, this::around);
    }

    /** Returns the feed with these faults. */
    public ChangeFeed in(ChangeFeed feed) {
        return Interception.of(ChangeFeed.class, "feed", feed, this::around);
    }

    /** Returns the points passed so far, without those of closing. */
    public synchronized List<Point> passed() {
        return passed.stream()
                .filter(point -> !point.effect().endsWith(".close"))
                .toList();
    }

    /** Returns the faults that have struck. */
    public synchronized List<Point> struck() {
        return List.copyOf(struck);
    }

    private @Nullable Object around(Call call) throws Throwable {
        int nth = count(call.effect());
        pass(new Point(call.effect(), Moment.BEFORE, nth));
        var result = call.proceed();
        try {
            pass(new Point(call.effect(), Moment.AFTER, nth));
        } catch (PortUnavailableException e) {
            giveUp(result);
            throw e;
        }
        return result;
    }

    /** Closes what nobody will ever hold, such as a transaction. */
    private static void giveUp(@Nullable Object result) throws Exception {
        if (result instanceof AutoCloseable resource) {
            resource.close();
        }
    }

    private synchronized int count(String effect) {
        return calls.merge(effect, 1, Integer::sum);
    }

    private synchronized void pass(Point point) {
        passed.add(point);
        if (script.contains(point)) {
            struck.add(point);
            throw new PortUnavailableException("a fault by script " + point.moment() + " call " + point.nth() + " of "
                    + point.effect() + "; try again");
        }
    }
}
