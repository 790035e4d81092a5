package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.port.PortUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBConnection;

/**
 * The open file: one read-write connection and any number of duplicates to read with.
 *
 * <p>The file is attached under the name {@code workbook}, so that no name of a file can be taken for that of a schema.
 * Thread-safe, but for the {@link #writer}.
 */
final class Database implements AutoCloseable {
    /** Up to so many rows of one side of a join become a filter of the other: batches of a moment's edits. */
    private static final int JOINED_ROWS_AS_FILTER = 256;

    /** DuckDB guards a file against other processes; against a second opening in this one, we do. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final int maxIdle;
    private final Session writer;
    private final Deque<Session> idle = new ArrayDeque<>();
    private final Set<Session> inUse = new HashSet<>();
    private boolean closed;

    private Database(Path file, int maxIdle, Session writer) {
        this.file = file;
        this.maxIdle = maxIdle;
        this.writer = writer;
    }

    static Database open(Path path, DuckDbSettings settings) throws SQLException {
        var file = canonical(path);
        if (!OPEN.add(file)) {
            throw new PortUnavailableException(path + " is open already in this process; close it first");
        }
        try {
            return new Database(file, settings.readers(), new Session(connect(file, settings)));
        } catch (SQLException | RuntimeException e) {
            OPEN.remove(file);
            throw e;
        }
    }

    private static Path canonical(Path path) {
        var file = path.toAbsolutePath().normalize();
        try {
            if (Files.isDirectory(file)) {
                throw new PortUnavailableException(path + " is a directory; name a file in it");
            }
            if (Files.exists(file)) {
                return file.toRealPath();
            }
            return file.resolveSibling(".").toRealPath().resolve(file.getFileName());
        } catch (IOException e) {
            throw new PortUnavailableException("the folder of " + path + " does not exist; create it first", e);
        }
    }

    private static DuckDBConnection connect(Path file, DuckDbSettings settings) throws SQLException {
        var connection = connect(properties(file, settings));
        try {
            var session = new Session(connection);
            session.execute("ATTACH " + Sql.literal(file.toString()) + " AS workbook (READ_WRITE)");
            session.execute("USE workbook");
            session.execute("SET allowed_directories = [" + Sql.literal(imports(file) + "/") + "]");
            session.execute("SET enable_external_access = false");
            session.execute("SET lock_configuration = true");
            Staging.register(connection);
            Assignments.register(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** The driver unpacks its native library when it is first used; where it cannot, it ends in an Error. */
    private static DuckDBConnection connect(Properties properties) throws SQLException {
        try {
            return DriverManager.getConnection("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class);
        } catch (LinkageError e) {
            throw new PortUnavailableException(
                    "DuckDB's native library cannot be unpacked to or loaded from "
                            + System.getProperty("java.io.tmpdir")
                            + " (" + reason(e) + "); free some space there, or name another folder with"
                            + " -Djava.io.tmpdir=…",
                    e);
        }
    }

    private static String reason(Throwable thrown) {
        var cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Objects.requireNonNullElse(cause.getMessage(), "for no reason given");
    }

    private static Properties properties(Path file, DuckDbSettings settings) {
        var properties = new Properties();
        properties.put("threads", Integer.toString(settings.threads()));
        properties.put("checkpoint_threshold", settings.checkpointThreshold());
        properties.put("dynamic_or_filter_threshold", Integer.toString(JOINED_ROWS_AS_FILTER));
        properties.put("temp_directory", file + ".tmp");
        properties.put("autoinstall_known_extensions", "false");
        properties.put("autoload_known_extensions", "false");
        properties.put("allow_community_extensions", "false");
        settings.memoryLimit().ifPresent(limit -> properties.put("memory_limit", limit));
        return properties;
    }

    /** Returns the one session that writes. */
    Session writer() {
        return writer;
    }

    /** Returns a session to read with, to be {@link #release}d. */
    synchronized Session reader() throws SQLException {
        requireOpen();
        var reader = idle.isEmpty() ? duplicate() : idle.pop();
        inUse.add(reader);
        return reader;
    }

    /** Returns a session for one use, to be closed by {@link #discard}. */
    synchronized Session disposable() throws SQLException {
        requireOpen();
        var session = duplicate();
        inUse.add(session);
        return session;
    }

    private Session duplicate() throws SQLException {
        var session = new Session(writer.connection().duplicate());
        session.execute("USE workbook");
        return session;
    }

    /** Takes a reader back; it must have no transaction open. */
    synchronized void release(Session reader) throws SQLException {
        if (inUse.remove(reader) && idle.size() < maxIdle) {
            idle.push(reader);
        } else {
            reader.close();
        }
    }

    /** Closes a session; a statement that it still runs is interrupted. */
    void discard(Session session) throws SQLException {
        synchronized (this) {
            inUse.remove(session);
        }
        session.close();
    }

    synchronized void requireOpen() {
        if (closed) {
            throw new PortUnavailableException(file + " is closed; open it again");
        }
    }

    Path file() {
        return file;
    }

    /** Returns the one folder, beside the file, of which the engine may read files: those on their way into tables. */
    Path imports() {
        return imports(file);
    }

    /** Returns the folder of the files on their way into the tables of a workbook. */
    static Path imports(Path file) {
        return file.resolveSibling(file.getFileName() + ".imports");
    }

    @Override
    public synchronized void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            for (var reader : inUse) {
                reader.close();
            }
            for (var reader : idle) {
                reader.close();
            }
            writer.rollback();
            writer.execute("CHECKPOINT workbook");
        } finally {
            try {
                writer.close();
            } finally {
                OPEN.remove(file);
            }
        }
    }
}
