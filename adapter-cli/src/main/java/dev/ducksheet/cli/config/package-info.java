/** The configuration: flags, then environment, then {@code ducksheet.yml}, then defaults. */
@NullMarked
package dev.ducksheet.cli.config;

import org.jspecify.annotations.NullMarked;
