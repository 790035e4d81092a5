package dev.ducksheet.cli.config;

import dev.ducksheet.queue.redis.RedisAddress;

/**
 * A setting in force.
 *
 * @param value empty if it has none
 */
public record Configured(Setting setting, String value, Source source) {
    private static final String MASK = "********";

    /** Where a value comes from; what stands first wins. */
    public enum Source {
        /** The command line. */
        FLAG,
        /** The environment. */
        ENVIRONMENT,
        /** The file {@code ducksheet.yml}. */
        FILE,
        /** Nobody gave one. */
        DEFAULT
    }

    /** Says whether there is a value. */
    public boolean isPresent() {
        return !value.isEmpty();
    }

    /** Returns the value as it may be shown: no key, no password. */
    public String shown() {
        if ((setting == Setting.KEY || setting == Setting.TLS_PASSWORD) && isPresent()) {
            return MASK;
        }
        return RedisAddress.masked(value);
    }

    /** Returns the name under which the value was given. */
    public String origin() {
        return switch (source) {
            case FLAG -> setting.flag();
            case ENVIRONMENT -> setting.variable();
            case FILE -> setting.key() + " in " + Configuration.FILE_NAME;
            case DEFAULT -> "default";
        };
    }
}
