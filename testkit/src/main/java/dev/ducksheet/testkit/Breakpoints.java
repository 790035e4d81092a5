package dev.ducksheet.testkit;

import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.testkit.Faults.Moment;
import dev.ducksheet.testkit.Interception.Call;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a store, queue or feed stops on its way, says so and waits until it is told to go on: what a test needs that
 * kills or pauses a process just there. Thread-safe; one script may serve several ports.
 *
 * <p>Only the first thread that comes to a point stops there.
 */
public final class Breakpoints {
    private static final String STOP = "stop ";
    private static final String GO_ON = "go on";

    private final Consumer<String> say;
    private @Nullable Point armed;
    private CountDownLatch goOn = new CountDownLatch(0);

    /**
     * A place to stop at.
     *
     * @param effect the role and the method of the port, such as {@code queue.append}, {@code transaction.commit} or
     *     {@code feed.publish}
     * @param moment before anything has happened, or after it has; a request was appended as soon as it is durable
     */
    public record Point(String effect, Moment moment) {
        /** Returns the point before a call. */
        public static Point before(String effect) {
            return new Point(effect, Moment.BEFORE);
        }

        /** Returns the point after a call. */
        public static Point after(String effect) {
            return new Point(effect, Moment.AFTER);
        }

        /** Reads what {@link #toString} writes. */
        public static Point parse(String text) {
            int space = text.indexOf(' ');
            if (space < 0) {
                throw new IllegalArgumentException("no point to stop at: " + text);
            }
            return new Point(
                    text.substring(space + 1),
                    Moment.valueOf(text.substring(0, space).toUpperCase(Locale.ROOT)));
        }

        @Override
        public String toString() {
            return moment.name().toLowerCase(Locale.ROOT) + " " + effect;
        }
    }

    /** @param say is told {@link #stopped} of a point when somebody has stopped there */
    public Breakpoints(Consumer<String> say) {
        this.say = say;
    }

    /** Returns what is said when somebody has stopped at a point. */
    public static String stopped(Point point) {
        return "stopped " + point;
    }

    /** Returns the order to stop at a point, for {@link #obey}. */
    public static String orderToStop(Point point) {
        return STOP + point;
    }

    /** Returns the order to go on, for {@link #obey}. */
    public static String orderToGoOn() {
        return GO_ON;
    }

    /** Returns the store with these points in it, its snapshots and its transactions. */
    public WorkbookStore in(WorkbookStore store) {
        return Interception.of(WorkbookStore.class, "store", store, this::around);
    }

    /** Returns the queue with these points. */
    public RequestQueue in(RequestQueue queue) {
        return Interception.of(RequestQueue.class, "queue", queue, this::around);
    }

    /** Returns the feed with these points. */
    public ChangeFeed in(ChangeFeed feed) {
        return Interception.of(ChangeFeed.class, "feed", feed, this::around);
    }

    /** Has the next one who comes to this point stop there. */
    public synchronized void stop(Point point) {
        armed = point;
        goOn = new CountDownLatch(1);
    }

    /** Lets whoever has stopped go on; nobody else stops. */
    public synchronized void goOn() {
        armed = null;
        goOn.countDown();
    }

    /** Does as another process says. */
    public void obey(String order) {
        if (order.startsWith(STOP)) {
            stop(Point.parse(order.substring(STOP.length())));
        } else if (order.equals(GO_ON)) {
            goOn();
        } else {
            throw new IllegalArgumentException("no order: " + order);
        }
    }

    private @Nullable Object around(Call call) throws Throwable {
        pass(Point.before(call.effect()));
        var result = call.proceed();
        var after = Point.after(call.effect());
        if (isArmed(after) && hasHappened(result)) {
            pass(after);
        }
        return result;
    }

    private static boolean hasHappened(@Nullable Object result) {
        if (result instanceof RequestQueue.Admission.Accepted accepted) {
            try {
                accepted.durable().toCompletableFuture().join();
            } catch (CompletionException e) {
                return false;
            }
        }
        return !(result instanceof RequestQueue.Admission.Full);
    }

    private synchronized boolean isArmed(Point point) {
        return point.equals(armed);
    }

    private void pass(Point point) throws InterruptedException {
        CountDownLatch wait;
        synchronized (this) {
            if (!point.equals(armed)) {
                return;
            }
            armed = null;
            wait = goOn;
        }
        say.accept(stopped(point));
        wait.await();
    }
}
