package dev.ducksheet.cli;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends an API key. */
@Command(
        name = "revoke",
        description = "Revoke an API key; it opens nothing from then on.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet keys revoke ana --workbook demo.duckdb"})
final class KeysRevokeCommand extends WorkbookCommand {
    @Parameters(paramLabel = "KEY", description = "Its name, prefix or id, as 'ducksheet keys list' shows them.")
    private String key;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private EditorOption editor = new EditorOption();

    KeysRevokeCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        List<ApiKey> meant = workbook.manageKeys().keys().stream()
                .filter(it -> !it.isRevoked())
                .filter(it ->
                        List.of(it.name(), it.prefix(), it.id().toString()).contains(key))
                .toList();
        if (meant.size() != 1) {
            throw CommandFailedException.refused("there "
                    + (meant.isEmpty() ? "is no key '" : "are several keys '") + key
                    + "' in force; 'ducksheet keys list' shows them");
        }
        var outcome = Outcomes.await(workbook.manageKeys().revoke(meant.get(0).id(), editor.name()));
        if (json) {
            OutcomeJson.print(out(), outcome);
        } else {
            out().println("Revoked the key of " + meant.get(0).name());
        }
    }
}
