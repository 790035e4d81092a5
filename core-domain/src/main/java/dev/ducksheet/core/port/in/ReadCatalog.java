package dev.ducksheet.core.port.in;

import dev.ducksheet.core.model.Catalog;

/** Tells which sheets there are. Thread-safe. */
public interface ReadCatalog {

    /** Returns the sheets as last committed. */
    Catalog catalog();
}
