/** The command line, and the composition root: the one place that sees every module and wires them. */
@NullMarked
package dev.ducksheet.cli;

import org.jspecify.annotations.NullMarked;
