package dev.ducksheet.http.json;

import dev.ducksheet.core.edit.RowError;
import java.util.Optional;

/**
 * One thing that is wrong with a body.
 *
 * @param pointer to the member (RFC 6901); empty for the whole
 * @param row the row it is about, if there are many
 */
public record FieldError(String pointer, String detail, Optional<RowError> row) {
    private static final String ROWS = "/rows";

    /** Returns an error that is not about one of many rows. */
    public FieldError(String pointer, String detail) {
        this(pointer, detail, Optional.empty());
    }

    /**
     * Returns what is wrong with a row.
     *
     * @param prefix leads to the object that the field is in
     * @param field the member that has the rows; one of another name stands for all of them
     */
    public static FieldError of(RowError error, String prefix, String field) {
        if (!field.equals(ROWS)) {
            return new FieldError(prefix + field, error.detail(), Optional.of(error));
        }
        var column = error.column().replace("~", "~0").replace("/", "~1");
        var pointer = prefix + ROWS + "/" + (error.row() - 1) + (column.isEmpty() ? "" : "/" + column);
        return new FieldError(pointer, error.detail(), Optional.of(error));
    }
}
