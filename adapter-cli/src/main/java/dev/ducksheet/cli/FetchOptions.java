package dev.ducksheet.cli;

import dev.ducksheet.cli.config.Configuration;
import dev.ducksheet.cli.config.Setting;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which files a server fetches. */
final class FetchOptions {
    @Option(
            names = "--import-from",
            paramLabel = "URLS",
            description = "Files and folders that imports may be fetched from, such as"
                    + " https://files.example.com/plan/,s3://bucket (default: none).")
    @Nullable
    private String importFrom;

    @Option(
            names = "--import-allow",
            paramLabel = "RANGES",
            description = "Addresses within the network that they may be fetched from, such as 10.1.0.0/16,fd00::/8"
                    + " (default: none, the public internet alone).")
    @Nullable
    private String importAllow;

    /** Returns what is in force. */
    ServeSettings.Fetch settings(Configuration configuration) {
        return new ServeSettings.Fetch(
                list(configuration, Setting.IMPORT_FROM, importFrom),
                list(configuration, Setting.IMPORT_ALLOW, importAllow));
    }

    /** Returns the texts of a setting that has them with commas between. */
    static List<String> list(Configuration configuration, Setting setting, @Nullable String flag) {
        String texts = configuration.value(setting, flag).value();
        return texts.isEmpty() ? List.of() : List.of(texts.split(",", -1));
    }

    /** Adds the flags that were given. */
    void addTo(Map<Setting, String> flags) {
        Flags.add(flags, Setting.IMPORT_FROM, importFrom);
        Flags.add(flags, Setting.IMPORT_ALLOW, importAllow);
    }
}
