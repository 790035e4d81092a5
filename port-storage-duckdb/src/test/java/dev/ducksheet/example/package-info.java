/** What the guide shows. */
@NullMarked
package dev.ducksheet.example;

import org.jspecify.annotations.NullMarked;
