/** JSON as clients send it, read strictly; and JSON as Ducksheet writes it. */
@NullMarked
package dev.ducksheet.http.json;

import org.jspecify.annotations.NullMarked;
