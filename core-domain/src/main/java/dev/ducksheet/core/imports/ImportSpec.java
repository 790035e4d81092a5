package dev.ducksheet.core.imports;

import dev.ducksheet.core.edit.Merging;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is asked of an import.
 *
 * @param table the table that takes the rows
 * @param merging how they meet those that are there
 * @param fileName for people; nothing is ever opened by it
 * @param format if it is said; else it is read off the name and the bytes
 * @param columns the table's column for each column of the file that is not called as the table calls it; an empty text
 *     for one that is to be left out
 * @param size how many bytes the file has, if that is known beforehand
 * @param source where the file is fetched from; nothing if it is sent
 */
public record ImportSpec(
        String table,
        Merging merging,
        String fileName,
        Optional<FileFormat> format,
        Dialect dialect,
        Map<String, String> columns,
        OptionalLong size,
        Optional<Source> source) {
    private static final int MAX_NAME = 200;

    /** Copies the columns, in their order, and takes of a file's name what may be shown. */
    public ImportSpec {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        fileName = shown(fileName);
    }

    /** Returns what is asked of a file that is sent. */
    public ImportSpec(
            String table,
            Merging merging,
            String fileName,
            Optional<FileFormat> format,
            Dialect dialect,
            Map<String, String> columns,
            OptionalLong size) {
        this(table, merging, fileName, format, dialect, columns, size, Optional.empty());
    }

    /** Returns the same of a file that is fetched. */
    public ImportSpec from(Source place) {
        return new ImportSpec(table, merging, fileName, format, dialect, columns, size, Optional.of(place));
    }

    /** Returns the same of a file whose size is known by now, or known to be unknown. */
    ImportSpec sized(OptionalLong known) {
        return new ImportSpec(table, merging, fileName, format, dialect, columns, known, source);
    }

    /** Names come from anywhere: folders, control characters and more than anybody reads are left out. */
    private static String shown(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        var clean = last.codePoints()
                .filter(it -> !Character.isISOControl(it) && Character.getType(it) != Character.FORMAT)
                .limit(MAX_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.isBlank() ? "file" : clean;
    }
}
