package dev.ducksheet.cli;

import dev.ducksheet.cli.config.Configuration;
import dev.ducksheet.cli.config.Configured;
import dev.ducksheet.cli.config.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which workbook is meant. */
abstract class TargetOptions {
    /** What is said of the API key, however its option is called. */
    static final String OF_KEY =
            "The API key for that server; better given as $DUCKSHEET_KEY, where no process list shows it.";

    /** The options of most commands. */
    static final class Usual extends TargetOptions {
        @Option(
                names = {"--key", "--api-key"},
                paramLabel = "KEY",
                description = OF_KEY)
        @Nullable
        private String key;

        @Override
        @Nullable
        String key() {
            return key;
        }
    }

    /** The options of commands whose {@code --key} is that of a table. */
    static final class OfTable extends TargetOptions {
        @Option(names = "--api-key", paramLabel = "KEY", description = OF_KEY)
        @Nullable
        private String key;

        @Override
        @Nullable
        String key() {
            return key;
        }
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(
            names = "--workbook",
            paramLabel = "FILE",
            description = "The workbook to open here (default: $DUCKSHEET_WORKBOOK).")
    @Nullable
    private String workbook;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The running server to work against (default: $DUCKSHEET_URL).")
    @Nullable
    private String url;

    /** Returns the API key, if one is given. */
    abstract @Nullable String key();

    /** Returns the workbook that is meant; flags win over the environment, and that over the file. */
    WorkbookSource source(Context context) {
        Configuration configuration = context.configuration();
        Configured file = configuration.value(Setting.WORKBOOK, workbook);
        Configured server = configuration.value(Setting.URL, url);
        if (!file.isPresent() && !server.isPresent()) {
            throw usage("which workbook? Name one with --workbook FILE or --url URL,"
                    + " or in $DUCKSHEET_WORKBOOK or $DUCKSHEET_URL");
        }
        if (file.isPresent() && server.isPresent() && file.source() == server.source()) {
            throw usage(file.origin() + " and " + server.origin() + " exclude each other; give one of them");
        }
        return wins(file, server) ? local(context, file) : remote(configuration, server);
    }

    private static boolean wins(Configured one, Configured other) {
        return one.isPresent() && (!other.isPresent() || one.source().compareTo(other.source()) < 0);
    }

    private static WorkbookSource local(Context context, Configured file) {
        return new WorkbookSource.Local(context.folder().resolve(file.value()));
    }

    private WorkbookSource remote(Configuration configuration, Configured server) {
        return new WorkbookSource.Remote(
                URI.create(server.value()),
                configuration.value(Setting.KEY, key()).value());
    }

    /** Returns the file that is meant, for what a server cannot do. */
    Path file(Context context, String whatFor) {
        if (source(context) instanceof WorkbookSource.Local local) {
            return local.file();
        }
        throw usage(whatFor + " needs --workbook FILE; a server cannot do it for you");
    }

    /** Adds the flags that were given. */
    void addTo(Map<Setting, String> flags) {
        Flags.add(flags, Setting.WORKBOOK, workbook);
        Flags.add(flags, Setting.URL, url);
        Flags.add(flags, Setting.KEY, key());
    }

    private ParameterException usage(String message) {
        return new ParameterException(mixee.commandLine(), message);
    }
}
