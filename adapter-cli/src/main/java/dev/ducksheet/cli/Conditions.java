package dev.ducksheet.cli;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult;

/** Conditions as they are typed on a command line. */
final class Conditions {
    private Conditions() {}

    /** Reads the condition that {@code flag} gives. */
    static Condition parse(String flag, String text) {
        ParseResult result = ConditionParser.parse(text);
        if (result instanceof ParseResult.Malformed malformed) {
            throw CommandFailedException.refused(flag + ": " + malformed.message() + " (malformed-condition)");
        }
        return ((ParseResult.Parsed) result).condition();
    }
}
