/** A workbook behind a URL: the inbound ports over the HTTP contract. */
@NullMarked
package dev.ducksheet.cli.remote;

import org.jspecify.annotations.NullMarked;
