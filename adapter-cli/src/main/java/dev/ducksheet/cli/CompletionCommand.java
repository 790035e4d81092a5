package dev.ducksheet.cli;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the script that completes commands and options in a shell. */
@Command(
        name = "completion",
        description = "Print the completion script for bash or zsh.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  source <(ducksheet completion bash)"})
final class CompletionCommand implements Runnable {
    private enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SHELL",
            arity = "0..1",
            defaultValue = "bash",
            description = "bash (default) or zsh; one script serves both.")
    private Shell shell;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("# Completes ducksheet in " + shell + ": source <(ducksheet completion " + shell + ")");
        out.print(AutoComplete.bash("ducksheet", spec.root().commandLine()));
    }
}
