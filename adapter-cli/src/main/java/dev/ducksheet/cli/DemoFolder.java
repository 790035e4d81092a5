package dev.ducksheet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that lasts as long as its demo: it is deleted when it is closed, when the process is told to end, and, should
 * the process be killed, by the next demo, which finds the folder's lock free.
 */
final class DemoFolder implements AutoCloseable {
    private static final String PREFIX = "ducksheet-demo-";
    private static final String LOCK = "lock";
    private static final int TRIES = 20;

    private final Path folder;
    private final FileChannel channel;
    private final Thread hook = new Thread(this::delete, "demo-folder");

    private DemoFolder(Path folder) throws IOException {
        this.folder = folder;
        channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Runtime.getRuntime().addShutdownHook(hook);
        channel.lock();
    }

    /** Creates a folder, and deletes those of demos that were killed. */
    static DemoFolder in(Path temporary) throws IOException {
        try {
            sweep(temporary);
            return new DemoFolder(Files.createTempDirectory(temporary, PREFIX));
        } catch (IOException e) {
            throw CommandFailedException.away("no folder can be created in " + temporary + ": " + e);
        }
    }

    private static void sweep(Path temporary) throws IOException {
        try (DirectoryStream<Path> demos = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path demo : demos) {
                if (isAbandoned(demo)) {
                    deleteTree(demo);
                }
            }
        }
    }

    private static boolean isAbandoned(Path demo) {
        try (FileChannel channel = FileChannel.open(demo.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    /** Returns where the workbook goes. */
    Path file() {
        return folder.resolve("demo.duckdb");
    }

    @Override
    public void close() throws IOException {
        delete();
        channel.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // The process ends already, and the hook finds nothing to delete.
        }
    }

    /** As long as the workbook is open, files may come while others go. */
    private void delete() {
        for (int i = 0; i < TRIES && Files.exists(folder); i++) {
            deleteTree(folder);
        }
    }

    private static void deleteTree(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            return; // Tried again, or left to the next demo.
        }
    }
}
