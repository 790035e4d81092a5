package dev.ducksheet.cli;

import dev.ducksheet.cli.config.InvalidSettingException;
import dev.ducksheet.cli.remote.ServerRefusedException;
import dev.ducksheet.core.port.PortUnavailableException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells on standard error why a command failed, in a sentence, and gives the exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Context context;

    Failures(Context context) {
        this.context = context;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        tell(command.getErr(), wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        command.getOut().flush();
        if (context.debug()) {
            failure.printStackTrace(err);
        }
        if (failure instanceof CommandFailedException failed) {
            return tell(err, failed.getMessage(), failed.exitCode());
        }
        if (failure instanceof InvalidSettingException) {
            return tell(err, failure.getMessage(), ExitCode.USAGE);
        }
        if (failure instanceof ServerRefusedException) {
            return tell(err, failure.getMessage(), ExitCode.REFUSED);
        }
        if (failure instanceof PortUnavailableException) {
            return tell(err, failure.getMessage(), ExitCode.AWAY);
        }
        if (failure instanceof InterruptedException) {
            return tell(err, "interrupted", ExitCode.INTERRUPTED);
        }
        return bug(err, failure);
    }

    private int bug(PrintWriter err, Exception failure) {
        tell(err, "this is a bug in Ducksheet: " + failure);
        err.println("Please report it with the command, 'ducksheet version' and"
                + (context.debug() ? " the stack trace above." : " what DUCKSHEET_DEBUG=1 in the environment adds."));
        return ExitCode.BUG;
    }

    private static int tell(PrintWriter err, @Nullable String message, int exitCode) {
        tell(err, message);
        return exitCode;
    }

    private static void tell(PrintWriter err, @Nullable String message) {
        err.println("ducksheet: " + message);
    }
}
