package dev.ducksheet.cli;

import dev.ducksheet.cli.config.Setting;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Flags that may or may not have been given. */
final class Flags {
    private Flags() {}

    static void add(Map<Setting, String> flags, Setting setting, @Nullable String value) {
        if (value != null) {
            flags.put(setting, value);
        }
    }
}
