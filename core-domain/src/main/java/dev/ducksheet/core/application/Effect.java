package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.ChangedRow;
import java.util.List;

/** What an update did: how many base rows it touched, and the rows that show it. */
record Effect(long rowsChanged, List<ChangedRow> rows) {}
