package dev.ducksheet.cli;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.port.in.Workbook;
import java.util.Optional;

/** Values as they are typed on a command line. */
final class Values {
    private static final String NULL = "NULL";

    private Values() {}

    /** Reads a value for a column: {@code NULL} empties the cell, and in a text column all else is text. */
    static CellValue parse(Workbook workbook, String sheet, String column, String text) {
        Optional<ColumnType> type = workbook.readCatalog()
                .catalog()
                .sheet(sheet)
                .flatMap(found -> found.column(column))
                .map(Column::type);
        return type.filter(ColumnType.Simple.TEXT::equals).isPresent() ? text(text) : guess(text);
    }

    /** Reads a value of which no type is known. */
    static CellValue guess(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return CellValue.of(Boolean.parseBoolean(text));
        }
        Optional<CellValue.Exact> number = CellValue.Exact.parse(text);
        return number.isPresent() ? number.get() : text(text);
    }

    private static CellValue text(String text) {
        return text.equals(NULL) ? CellValue.none() : CellValue.of(text);
    }
}
