package dev.ducksheet.cli;

import dev.ducksheet.cli.config.InvalidSettingException;
import dev.ducksheet.cli.config.Setting;

/** Tells the logging library, before it starts, what is to be logged. */
final class LogLevel {
    private LogLevel() {}

    static void apply(Context context) {
        System.setProperty(Setting.LOG.variable(), level(context));
    }

    private static String level(Context context) {
        try {
            return context.configuration().value(Setting.LOG, null).value();
        } catch (InvalidSettingException e) {
            // 'ducksheet config' tells of it, and so does whatever needs the configuration.
            return Setting.LOG.preset();
        }
    }
}
