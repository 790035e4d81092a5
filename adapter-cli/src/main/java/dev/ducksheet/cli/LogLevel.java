package dev.ducksheet.cli;

import dev.ducksheet.cli.config.InvalidSettingException;
import dev.ducksheet.cli.config.Setting;

/** Tells the logging library, before it starts, what is to be logged, and how. */
final class LogLevel {
    private static final String OF_LIBRARIES = "ducksheet.log.libraries";

    private LogLevel() {}

    static void apply(Context context) {
        var level = value(context, Setting.LOG);
        System.setProperty(Setting.LOG.variable(), level);
        System.setProperty(OF_LIBRARIES, ofLibraries(level));
        System.setProperty(Setting.LOG_FORMAT.variable(), value(context, Setting.LOG_FORMAT));
    }

    /** Whoever wants to see edits on their way is not shown each command and each bean besides. */
    private static String ofLibraries(String level) {
        return switch (level) {
            case "error" -> "error";
            case "trace" -> "debug";
            default -> "warn";
        };
    }

    private static String value(Context context, Setting setting) {
        try {
            return context.configuration().value(setting, null).value();
        } catch (InvalidSettingException e) {
            // 'ducksheet config' tells of it, and so does whatever needs the configuration.
            return setting.preset();
        }
    }
}
