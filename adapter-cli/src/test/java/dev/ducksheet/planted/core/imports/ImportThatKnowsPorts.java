package dev.ducksheet.planted.core.imports;

import dev.ducksheet.planted.core.port.in.AskSomething;

/** Breaks rule 2: what an import is, is said without ports. */
public interface ImportThatKnowsPorts {
    AskSomething ask();
}
