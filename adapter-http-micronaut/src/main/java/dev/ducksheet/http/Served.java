package dev.ducksheet.http;

import dev.ducksheet.core.port.RowFiles;
import dev.ducksheet.core.port.in.Workbook;

/** What one server serves, and how; the one bean that comes from outside. The workbook stays its owner's to close. */
record Served(Workbook workbook, HttpSettings settings, Metrics metrics, Traces traces, RowFiles files) {}
