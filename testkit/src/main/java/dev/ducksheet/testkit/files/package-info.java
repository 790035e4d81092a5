/** Files to import that are broken or odd, with what a careful importer does with each. */
@NullMarked
package dev.ducksheet.testkit.files;

import org.jspecify.annotations.NullMarked;
