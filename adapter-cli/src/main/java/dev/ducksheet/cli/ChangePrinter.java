package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Change;

/** Prints changes. */
@FunctionalInterface
interface ChangePrinter {
    void print(Change change);
}
