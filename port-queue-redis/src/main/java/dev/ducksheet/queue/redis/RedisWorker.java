package dev.ducksheet.queue.redis;

import dev.ducksheet.core.port.out.ImportStore;
import dev.ducksheet.core.port.out.Telemetry;

/**
 * Reads files of imports for the writer of a workbook, which gives the orders: one file after the other, beside other
 * workers. Thread-safe.
 */
public final class RedisWorker implements AutoCloseable {
    private final Connections connections;
    private final OrderTaker taker;

    private RedisWorker(RedisSettings settings, ImportStore imports) {
        connections = Connections.open(settings, Telemetry.NONE);
        taker = new OrderTaker(connections, settings, imports);
    }

    /**
     * Connects.
     *
     * @param imports the folder with the files of the workbook's imports, the same that the writer sees; stays the caller's
     * @throws dev.ducksheet.core.port.PortUnavailableException if Redis is away
     */
    public static RedisWorker connect(RedisSettings settings, ImportStore imports) {
        return new RedisWorker(settings, imports);
    }

    /**
     * Works until it is closed; while Redis is away it waits for it.
     *
     * @throws ForeignOrderException if what is ordered is not in the folder; the order is given back
     */
    public void run() {
        taker.run();
    }

    /** Gives the file that is read back, so that another worker takes it at once, and disconnects. Repeatable. */
    @Override
    public void close() {
        taker.close();
        connections.close();
    }
}
