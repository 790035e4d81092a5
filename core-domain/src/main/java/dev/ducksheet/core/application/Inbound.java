package dev.ducksheet.core.application;

import dev.ducksheet.core.port.out.FileReaders;

/**
 * The way of files into tables.
 *
 * @param readers read the files: the store of their jobs itself, or others that see what it keeps
 * @param places where files are fetched from
 */
public record Inbound(FileReaders readers, Places places) {}
