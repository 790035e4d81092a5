/** Classes that break the rules of the house on purpose, so that each rule is seen to bite; nothing uses them. */
package dev.ducksheet.planted;
