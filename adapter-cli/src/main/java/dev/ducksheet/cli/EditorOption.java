package dev.ducksheet.cli;

import dev.ducksheet.core.edit.CellUpdate;
import picocli.CommandLine.Option;

/** The option that says in whose name a change is made. */
final class EditorOption {
    @Option(
            names = "--editor",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "In whose name; a server goes by the key instead (default: ${DEFAULT-VALUE}).")
    private String editor;

    String name() {
        return editor.isBlank() ? CellUpdate.ANONYMOUS : editor;
    }
}
