package dev.ducksheet.seed;

import dev.ducksheet.core.model.CellValue;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** A folder of CSV files, UTF-8 with a header line, one for each table of a demo workbook. */
public final class CsvFolder {
    private final Path folder;

    /** @param folder is created if it is missing */
    public CsvFolder(Path folder) {
        this.folder = folder;
    }

    /** Returns the file of a table. */
    public Path fileOf(DemoTable table) {
        return folder.resolve(table.table().name() + ".csv");
    }

    /**
     * Writes {@code <table>.csv}, in constant memory.
     *
     * @param eachRow is told of every row written
     * @throws java.nio.file.FileAlreadyExistsException if the file is there; it is left alone
     */
    public void write(DemoTable table, Consumer<List<CellValue>> eachRow) throws IOException {
        Files.createDirectories(folder);
        try (Writer out = Files.newBufferedWriter(fileOf(table), StandardOpenOption.CREATE_NEW)) {
            CsvLine.header(out, table.table().columns());
            for (Iterator<List<CellValue>> rows = table.rows(); rows.hasNext(); ) {
                List<CellValue> row = rows.next();
                CsvLine.append(out, row);
                eachRow.accept(row);
            }
        }
    }
}
