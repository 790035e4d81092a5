package dev.ducksheet.cli;

import dev.ducksheet.cli.config.InvalidSettingException;
import dev.ducksheet.cli.config.Setting;

/** Tells the logging library, before it starts, what is to be logged, and how. */
final class LogLevel {
    private LogLevel() {}

    static void apply(Context context) {
        System.setProperty(Setting.LOG.variable(), value(context, Setting.LOG));
        System.setProperty(Setting.LOG_FORMAT.variable(), value(context, Setting.LOG_FORMAT));
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
