package dev.ducksheet.cli;

import dev.ducksheet.cli.format.Progress;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.seed.DemoTable;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Reads the rows of a demo, one table after the other, with a progress bar for each. */
final class Filling implements Workbooks.Reading, AutoCloseable {
    private final Context context;
    private final PrintWriter err;
    private Optional<Progress> progress = Optional.empty();

    Filling(Context context, PrintWriter err) {
        this.context = context;
        this.err = err;
    }

    static Progress progress(Context context, PrintWriter err, DemoTable table) {
        return new Progress(err, context.terminal().err(), table.table().name(), table.size(), context.nanos());
    }

    @Override
    public Iterator<List<CellValue>> rowsOf(DemoTable table) {
        close();
        Progress bar = progress(context, err, table);
        progress = Optional.of(bar);
        Iterator<List<CellValue>> rows = table.rows();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public List<CellValue> next() {
                bar.step();
                return rows.next();
            }
        };
    }

    @Override
    public void close() {
        progress.ifPresent(Progress::close);
    }
}
