package dev.ducksheet.cli.config;

/** Says that the configuration cannot be used; the message names key, value and remedy. */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidSettingException(String message) {
        super(message);
    }
}
