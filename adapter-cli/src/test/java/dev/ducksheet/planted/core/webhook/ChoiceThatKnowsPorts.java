package dev.ducksheet.planted.core.webhook;

import dev.ducksheet.planted.core.port.in.AskSomething;

/** Breaks rule 2: what webhooks are told is decided without ports. */
public interface ChoiceThatKnowsPorts {
    AskSomething ask();
}
