package dev.ducksheet.cli;

/** Ends a command with an exit code and one sentence on standard error. */
final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private CommandFailedException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What was asked was understood and not done. */
    static CommandFailedException refused(String reason) {
        return new CommandFailedException(ExitCode.REFUSED, reason);
    }

    /** Something that is needed is not there. */
    static CommandFailedException away(String reason) {
        return new CommandFailedException(ExitCode.AWAY, reason);
    }

    /** The same, with what was done before. */
    CommandFailedException after(String done) {
        return new CommandFailedException(exitCode, getMessage() + done);
    }

    int exitCode() {
        return exitCode;
    }
}
