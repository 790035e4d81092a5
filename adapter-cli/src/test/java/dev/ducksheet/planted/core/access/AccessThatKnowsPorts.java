package dev.ducksheet.planted.core.access;

import dev.ducksheet.planted.core.port.in.AskSomething;

/** Breaks rule 2: who may do what is decided without ports. */
public interface AccessThatKnowsPorts {
    AskSomething ask();
}
