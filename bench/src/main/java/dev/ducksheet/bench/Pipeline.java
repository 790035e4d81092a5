package dev.ducksheet.bench;

/** A way from an edit that is offered to a subscriber who is shown it. */
interface Pipeline extends AutoCloseable {

    /** Offers an edit, numbered from 0, and does not wait for it; what becomes of it goes to the {@link Offers}. */
    void offer(int number);

    @Override
    void close();
}
