package dev.ducksheet.testkit.redis;

/** One run of redis-server, wherever it runs. */
interface ServerProcess {
    /** Returns the id of the process on this machine. */
    long pid();

    boolean isAlive();

    /** Sends a signal by its name, such as STOP. */
    void signal(String name);

    /**
     * Waits until it has ended.
     *
     * @throws AssertionError if it does not
     */
    void awaitEnd();
}
