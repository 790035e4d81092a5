package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Refusal;

/** Refusals as the command line tells them. */
final class Refusals {
    private Refusals() {}

    static CommandFailedException failure(Refusal refusal) {
        return CommandFailedException.refused(
                refusal.detail() + " (" + refusal.reason().slug() + ")");
    }
}
