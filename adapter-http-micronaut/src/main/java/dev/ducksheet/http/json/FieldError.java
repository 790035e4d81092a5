package dev.ducksheet.http.json;

/**
 * What is wrong with one part of a request.
 *
 * @param pointer to the part, as RFC 6901 has it; empty for the whole body
 * @param detail what is wrong and what would be right
 */
public record FieldError(String pointer, String detail) {}
