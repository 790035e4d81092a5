package dev.ducksheet.queue.redis;

import java.time.Duration;

/**
 * How many appends may be under way at a time: as many as Redis answers in good time, so that one that is slow is not
 * taken for one that is away. Grows while answers are fast and shrinks when one is slow: additive increase,
 * multiplicative decrease (Chiu and Jain, 1989). After a moment of rest it is soon as wide again as in the beginning.
 * Thread-safe.
 */
final class Window {
    private static final int LEAST = 64;
    private static final int FIRST = 1024;
    private static final int MOST = 50_000;

    private final long slow;
    private int size = FIRST;
    private int underWay;
    private long shrunk = System.nanoTime();

    /** @param slow an answer that takes longer makes it shrink */
    Window(Duration slow) {
        this.slow = slow.toNanos();
    }

    /** Says whether one more may go, and counts it. */
    synchronized boolean enter() {
        if (underWay >= size) {
            return false;
        }
        underWay++;
        return true;
    }

    /**
     * Says that one has its answer, or never will.
     *
     * @param entered and now, by {@link System#nanoTime}
     */
    synchronized void leave(long entered, long now) {
        boolean needed = size < FIRST || 2 * underWay >= size;
        underWay--;
        if (now - entered <= slow) {
            size = needed ? Math.min(MOST, size + 1) : size;
        } else if (entered - shrunk > 0) { // those sent before were sent into the wider window
            size = Math.max(LEAST, size * 7 / 10);
            shrunk = now;
        }
    }

    synchronized int size() {
        return size;
    }
}
