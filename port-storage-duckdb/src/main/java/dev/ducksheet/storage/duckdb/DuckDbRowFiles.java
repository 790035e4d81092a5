package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.RowFile;
import dev.ducksheet.core.port.RowFiles;
import dev.ducksheet.core.port.RowStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Makes files with a DuckDB of its own, which has no table and reads rows out of Java as they come: no workbook has to
 * open its locked settings for it. The files lie in a folder that is emptied when it is opened, so that none outlives the
 * process that it was made for. Thread-safe.
 */
public final class DuckDbRowFiles implements RowFiles, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DuckDbRowFiles.class.getName());

    private final Path folder;
    private final AtomicLong count = new AtomicLong();
    private @Nullable DuckDBConnection engine;

    private DuckDbRowFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Takes a folder for files, and empties it.
     *
     * @param folder used by nobody else; made when it is first needed
     * @throws PortUnavailableException if it cannot be emptied
     */
    public static DuckDbRowFiles in(Path folder) {
        var files = new DuckDbRowFiles(folder.toAbsolutePath());
        files.empty();
        return files;
    }

    private void empty() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var left = Files.newDirectoryStream(folder)) {
            for (var file : left) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new PortUnavailableException(
                    folder + " cannot be emptied: " + e.getMessage() + "; remove what is in it", e);
        }
    }

    @Override
    public RowFile parquet(RowStream rows, Cancellation cancellation) {
        try (rows) {
            var file = folder.resolve(count.incrementAndGet() + ".parquet");
            try {
                Files.createDirectories(folder);
                write(rows, file, cancellation);
                return new Spooled(file, rows.head());
            } catch (SQLException | IOException | RuntimeException e) {
                deleteIfThere(file);
                throw failure(e);
            }
        }
    }

    private void write(RowStream rows, Path file, Cancellation cancellation) throws SQLException {
        var gone = new AtomicBoolean();
        cancellation.onCancel(() -> gone.set(true));
        try (var session = new Session(engine().duplicate())) {
            RowSource.with(rows, gone::get, () -> {
                session.execute("COPY (" + select(rows.columns()) + ") TO " + Sql.literal(file.toString())
                        + " (FORMAT parquet, COMPRESSION zstd)");
                return true;
            });
        }
    }

    private static String select(List<Column> columns) {
        var names = new HashSet<String>();
        var selected = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            selected.add(stored(column.type(), "c" + i) + " AS " + Sql.name(free(names, column.name())));
        }
        return "SELECT " + String.join(", ", selected) + " FROM " + RowSource.TABLE;
    }

    /** The format knows no whole number of 128 bits; DuckDB would take a DOUBLE. */
    private static String stored(ColumnType type, String expression) {
        return type instanceof ColumnType.Whole whole && whole.bits() > Long.SIZE
                ? "CAST(" + expression + " AS DECIMAL(38,0))"
                : Types.unstaged(type, expression);
    }

    /** A file tells columns apart by their names, and DuckDB not by small and capital letters. */
    private static String free(Set<String> names, String name) {
        var free = name;
        for (int i = 1; !names.add(dev.ducksheet.core.model.Names.fold(free)); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    private synchronized DuckDBConnection engine() throws SQLException {
        if (engine == null) {
            var properties = new Properties();
            properties.put("threads", "2");
            properties.put("memory_limit", "1GB");
            properties.put("temp_directory", folder.toString());
            properties.put("autoinstall_known_extensions", "false");
            properties.put("autoload_known_extensions", "false");
            var opened = DriverManager.getConnection("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class);
            RowSource.register(opened);
            engine = opened;
        }
        return engine;
    }

    private RuntimeException failure(Exception e) {
        var reason = e instanceof SQLException sql ? Failures.reason(sql) : String.valueOf(e.getMessage());
        if (Failures.isLackOfSpace(reason)) {
            return new NoSpaceException(
                    "there is no space left in " + folder
                            + " for the file; free some, or take a format that needs none," + " such as csv or ndjson",
                    e);
        }
        return e instanceof RuntimeException runtime
                ? runtime
                : new PortUnavailableException("the file of rows could not be written: " + reason, e);
    }

    private static void deleteIfThere(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} is left until the next start: {1}", file, e.getMessage());
        }
    }

    /** Lets go of the engine, and of files that nobody closed. */
    @Override
    public synchronized void close() {
        try {
            if (engine != null) {
                engine.close();
                engine = null;
            }
        } catch (SQLException e) {
            throw new PortUnavailableException("the engine that writes files did not close", e);
        }
        empty();
    }

    private static final class Spooled implements RowFile {
        private final Path file;
        private final Cursor head;
        private final long size;
        private final InputStream bytes;

        Spooled(Path file, Cursor head) throws IOException {
            this.file = file;
            this.head = head;
            this.size = Files.size(file);
            this.bytes = Files.newInputStream(file);
        }

        @Override
        public Cursor head() {
            return head;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public InputStream bytes() {
            return bytes;
        }

        @Override
        public void close() {
            try {
                bytes.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                deleteIfThere(file);
            }
        }
    }
}
