package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.FileFormat;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.JobState;
import dev.ducksheet.core.imports.Leftovers;
import dev.ducksheet.core.imports.RowCounts;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.RowFiles;
import dev.ducksheet.core.port.out.ImportStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.duckdb.DuckDBConnection;

/**
 * Jobs in a folder beside the workbook, each in one of its own: what is known of it, its file, and a small database of
 * what was read. Files are read by a DuckDB of their own, with bounded memory, so that no file can harm the workbook's;
 * each attempt writes into a folder of its own, so that several processes may see the folder.
 */
public final class DuckDbImports implements ImportStore, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DuckDbImports.class.getName());
    private static final String FILE = "file";
    private static final String CANCELLED = "the job was cancelled";
    private static final String STAGE = "stage.db";
    private static final String MISFITS = "misfits.parquet";
    private static final String ATTEMPTS = "attempts";
    private static final String SCRATCH = "scratch";

    private final Path folder;
    private final int threads;
    private boolean closed;
    private Optional<DuckDBConnection> engine = Optional.empty();

    DuckDbImports(Path folder, int threads) {
        this.folder = folder;
        this.threads = threads;
    }

    /**
     * Opens the folder of a workbook's imports, without the workbook, which another process writes. To be closed.
     *
     * @param workbook its file
     * @param threads that each file is read with
     */
    public static DuckDbImports of(Path workbook, int threads) {
        return new DuckDbImports(Database.imports(workbook), threads);
    }

    /** Returns the database of what was read of a job's file. */
    Path stage(UpdateId job) {
        return folder(job).resolve(STAGE);
    }

    /** Says whether what was read of a job's file is there. */
    boolean isStaged(UpdateId job) {
        return Files.exists(stage(job));
    }

    /** Returns where the merge keeps the misfits that only it can see. */
    Path misfits(UpdateId job) {
        return folder(job).resolve(MISFITS);
    }

    private Path folder(UpdateId job) {
        return folder.resolve(job.toString());
    }

    private Path attempts(UpdateId job) {
        return folder(job).resolve(ATTEMPTS);
    }

    /** Something that is done with files. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, SQLException;
    }

    private <T> T working(String on, Work<T> work) {
        try {
            return work.run();
        } catch (IOException | SQLException e) {
            throw failure(on, e);
        }
    }

    private RuntimeException failure(String on, Exception e) {
        var reason = e instanceof SQLException sql ? Failures.reason(sql) : String.valueOf(e.getMessage());
        return Failures.isLackOfSpace(reason)
                ? new RowFiles.NoSpaceException("there is no space left for " + on + " in " + folder + "; free some", e)
                : new PortUnavailableException(on + " could not be kept in " + folder + ": " + reason, e);
    }

    @Override
    public List<Job> jobs() {
        return working("the jobs", () -> {
            var jobs = new ArrayList<Job>();
            if (!Files.isDirectory(folder)) {
                return jobs;
            }
            try (var folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
                for (var one : folders) {
                    var job = JobFile.read(one);
                    if (job.isPresent()) {
                        jobs.add(job.get());
                    } else {
                        delete(one);
                    }
                }
            }
            return jobs;
        });
    }

    @Override
    public Optional<Job> job(UpdateId id) {
        return working("the job", () -> JobFile.read(folder(id)));
    }

    @Override
    public void save(Job job) {
        var unused = working("the job", () -> {
            Files.createDirectories(folder(job.id()));
            JobFile.write(folder(job.id()), job);
            return job;
        });
    }

    @Override
    public void remove(UpdateId job) {
        delete(folder(job));
    }

    private static void delete(Path path) {
        if (Files.notExists(path)) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} is left over: {1}", path, e.getMessage());
        }
    }

    @Override
    public void release(UpdateId job, boolean kept) {
        delete(folder(job).resolve(FILE));
        delete(attempts(job));
        if (!kept) {
            delete(stage(job));
            delete(misfits(job));
        }
    }

    @Override
    public Spool spool(UpdateId job, long offset) {
        return working("the file", () -> {
            var channel =
                    FileChannel.open(folder(job).resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.size() < offset) {
                channel.close();
                throw new IOException("bytes that were there are gone");
            }
            channel.truncate(offset);
            channel.position(offset);
            return new FileSpool(channel);
        });
    }

    private final class FileSpool implements Spool {
        private final FileChannel channel;

        FileSpool(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            var unused = working("the file", () -> {
                var rest = ByteBuffer.wrap(bytes, from, length);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                return rest;
            });
        }

        @Override
        public void close() {
            var unused = working("the file", () -> {
                if (channel.isOpen()) {
                    try (channel) {
                        channel.force(true);
                    }
                }
                return channel;
            });
        }
    }

    @Override
    public int atOnce() {
        return 1;
    }

    @Override
    public Reading read(Job job, Table table, Progress progress, Cancellation cancellation) {
        progress.at(0, 0);
        var attempt = UUID.randomUUID().toString();
        var room = attempts(job.id()).resolve(attempt);
        boolean done = false;
        try {
            var counts = working("what is read of the file", () -> {
                Files.createDirectories(room.resolve(SCRATCH));
                var file = SpooledFile.of(folder(job.id()).resolve(FILE), room.resolve(SCRATCH));
                file.requireWhole();
                var readable = file.format(job.spec()) == FileFormat.PARQUET ? file : file.inUtf8(job.spec());
                try (var session = new Session(engine().duplicate())) {
                    return read(session, readable, job, table, room.resolve(STAGE), progress, cancellation);
                }
            });
            done = true;
            return new Reading(attempt, counts);
        } finally {
            delete(done ? room.resolve(SCRATCH) : room);
        }
    }

    private static RowCounts read(
            Session session,
            SpooledFile file,
            Job job,
            Table table,
            Path stage,
            Progress progress,
            Cancellation cancellation)
            throws SQLException, IOException {
        var cancelled = new AtomicBoolean();
        cancellation.onCancel(() -> {
            cancelled.set(true);
            session.interrupt();
        });
        if (cancelled.get()) {
            throw new UnreadableException(CANCELLED);
        }
        var name = Sql.name("reading_" + UUID.randomUUID());
        session.execute("ATTACH " + Sql.literal(stage.toString()) + " AS " + name);
        try {
            session.execute("USE " + name);
            var counts = ReadingProgress.during(
                    session, file.lines(), progress, () -> new FileStaging(session, job, table).stage(file));
            session.execute("CHECKPOINT " + name);
            return counts;
        } catch (SQLException e) {
            throw unreadable(e, cancelled.get());
        } finally {
            cancellation.done();
            session.execute("USE memory");
            session.execute("DETACH " + name);
        }
    }

    @Override
    public void adopt(UpdateId job, String attempt) {
        var unused = working("what is read of the file", () -> {
            delete(misfits(job));
            Files.move(
                    attempts(job).resolve(attempt).resolve(STAGE),
                    stage(job),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            delete(attempts(job));
            return attempt;
        });
    }

    /** What DuckDB says of a file that it cannot read is for who sent it, but for paths and options that he never saw. */
    private static SQLException unreadable(SQLException e, boolean cancelled) {
        var reason = Failures.reason(e);
        if (cancelled) {
            throw new UnreadableException(CANCELLED);
        }
        if (Failures.isLackOfSpace(reason)) {
            return e;
        }
        if (reason.contains("Out of Memory Error")) {
            throw new UnreadableException("the file needs more memory to read than there is; are its lines broken?");
        }
        var first = reason.lines()
                .findFirst()
                .orElse(reason)
                .replaceAll("\"?/[^\"\\s]*\"?", "the file")
                .replaceAll("^[A-Z][A-Za-z ]* Error: ", "");
        throw new UnreadableException("the file is damaged: " + first + "; write it anew and send it again");
    }

    /** Returns the name under which what was read of a job is attached. */
    static String database(UpdateId job) {
        return "import_" + job.toString().replace("-", "");
    }

    @Override
    public Optional<InputStream> leftovers(UpdateId job, Leftovers which) {
        return working("the rows that were left out", () -> {
            if (!isStaged(job)) {
                return JobFile.read(folder(job))
                        .filter(it -> it.state() == JobState.DONE)
                        .map(it -> new ByteArrayInputStream(header(which).getBytes(StandardCharsets.UTF_8)));
            }
            var file = Files.createTempFile(folder(job), "left", ".csv");
            try (var session = new Session(engine().duplicate())) {
                new LeftoverFile(session, this, JobFile.read(folder(job)).orElseThrow()).write(which, file);
                return Optional.of(Files.newInputStream(file));
            } finally {
                Files.deleteIfExists(file);
            }
        });
    }

    private static String header(Leftovers which) {
        return which == Leftovers.REJECTED ? "record,column,reason,text\n" : "record,superseded_by\n";
    }

    private synchronized DuckDBConnection engine() throws SQLException, IOException {
        if (closed) {
            throw new PortUnavailableException("the workbook is closed; open it again");
        }
        if (engine.isEmpty()) {
            Files.createDirectories(folder);
            var properties = new Properties();
            properties.put("threads", Integer.toString(threads));
            properties.put("memory_limit", "1GB");
            properties.put("temp_directory", folder.resolve("tmp").toString());
            properties.put("autoinstall_known_extensions", "false");
            properties.put("autoload_known_extensions", "false");
            engine = Optional.of(
                    DriverManager.getConnection("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class));
        }
        return engine.get();
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            if (engine.isPresent()) {
                engine.get().close();
            }
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "the engine that reads files did not close", e);
        }
    }
}
