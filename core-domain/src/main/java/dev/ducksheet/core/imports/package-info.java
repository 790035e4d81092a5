/** Files on their way into tables: what is asked for, and how far it has come. */
@NullMarked
package dev.ducksheet.core.imports;

import org.jspecify.annotations.NullMarked;
