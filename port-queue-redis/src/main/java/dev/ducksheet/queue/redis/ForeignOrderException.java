package dev.ducksheet.queue.redis;

import dev.ducksheet.core.edit.UpdateId;

/** Says that a file was ordered whose job is not there: this reader sees another folder than the writer does. */
public final class ForeignOrderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ForeignOrderException(UpdateId job) {
        super("the file of job " + job + " is to be read, and is not there");
    }
}
