package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.core.port.in.ReadUpdates.Page;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the changes that were applied, and those that come. */
@Command(
        name = "updates",
        description = "Show the changes, oldest first; with --follow also those that come, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet updates --workbook demo.duckdb --since 41",
            "  ducksheet updates --url http://127.0.0.1:8080 --follow",
            "  ducksheet updates --url http://127.0.0.1:8080 --follow --table sales --json"
        })
final class UpdatesCommand extends WorkbookCommand {
    private static final int PAGE = 100;

    @Option(
            names = "--since",
            paramLabel = "VERSION",
            description = "Only what came after this version or cursor (default: the newest 100).")
    @Nullable
    private String since;

    @Option(names = "--table", paramLabel = "TABLE", description = "Only what changed in this table or rollup.")
    @Nullable
    private String table;

    @Option(
            names = "--follow",
            description = "Go on with what comes, from now or from --since; needs --url. A lost connection is taken up"
                    + " again where it broke.")
    private boolean follow;

    @Option(names = "--json", description = "Print one JSON object on each line.")
    private boolean json;

    UpdatesCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!follow) {
            return super.call();
        }
        if (!(source() instanceof WorkbookSource.Remote server)) {
            throw usage("--follow needs --url URL: while this process has the file, nobody else can change it");
        }
        context().workbooks().feed(server).follow(since == null ? "" : since, change -> {
            print(change);
            out().flush();
        });
        return ExitCode.DONE;
    }

    @Override
    void run(Workbook workbook) {
        ReadUpdates updates = workbook.readUpdates();
        if (since == null) {
            changes(updates.newest(PAGE)).forEach(this::print);
        } else {
            printAllAfter(cursor(updates, since), updates);
        }
    }

    private void printAllAfter(Cursor since, ReadUpdates updates) {
        List<Change> changes = changes(updates.after(since, PAGE));
        while (!changes.isEmpty()) {
            changes.forEach(this::print);
            Version last = changes.get(changes.size() - 1).version();
            changes = changes(updates.after(new Cursor(since.epoch(), last), PAGE));
        }
    }

    private void print(Change change) {
        ChangePrinter printer = json ? new JsonChanges(out()) : new ReadableChanges(out(), style());
        Changes.shown(change, table).ifPresent(printer::print);
    }

    private Cursor cursor(ReadUpdates updates, String text) {
        if (text.matches("[0-9]{1,18}")) {
            return new Cursor(updates.head().epoch(), new Version(Long.parseLong(text)));
        }
        return Cursor.parse(text)
                .orElseThrow(() -> usage(
                        "--since is '" + text + "'; it is a version such as 41 or a cursor such as " + updates.head()));
    }

    private static List<Change> changes(Page page) {
        if (page instanceof Page.Gone gone) {
            throw CommandFailedException.refused(
                    "the history does not go back so far; read the tables again and go on with --since "
                            + gone.restart());
        }
        return ((Page.Changes) page).changes();
    }
}
