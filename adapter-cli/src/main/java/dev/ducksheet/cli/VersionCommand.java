package dev.ducksheet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the version, for scripts that would rather name a command than a flag. */
@Command(
        name = "version",
        description = "Print the version and the Java it runs on.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet version"})
final class VersionCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.parent().commandLine().printVersionHelp(spec.commandLine().getOut());
    }
}
