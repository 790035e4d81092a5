package dev.ducksheet.cli;

/** How a server learns that it is to end. */
interface StopSignal {

    /** Listens from now on; a signal that comes before {@link #await} is not lost. */
    void listen();

    /**
     * Waits until the process is to end.
     *
     * @return the exit code that this asks for
     */
    int await() throws InterruptedException;
}
