package dev.ducksheet.cli;

/** How a command ends, for the shell. */
final class ExitCode {
    /** It is done. */
    static final int DONE = 0;
    /** There is a bug in Ducksheet. */
    static final int BUG = 1;
    /** The command line or the configuration is wrong. */
    static final int USAGE = 2;
    /** It was refused, for the reason on standard error. */
    static final int REFUSED = 3;
    /** The queue, the store or the server is away. */
    static final int AWAY = 4;
    /** It was interrupted. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
