package dev.ducksheet.storage.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How much memory the machine has left, or the container that this process is in; where nobody tells, enough. */
final class MachineMemory {
    private static final Path MACHINE = Path.of("/proc/meminfo");
    private static final Path CONTAINER = Path.of("/sys/fs/cgroup");
    private static final long LEAST = 256L << 20;
    private static final int LEAST_SHARE = 16;

    private final Path machine;
    private final Path container;

    MachineMemory(Path machine, Path container) {
        this.machine = machine;
        this.container = container;
    }

    static MachineMemory ofThisOne() {
        return new MachineMemory(MACHINE, CONTAINER);
    }

    /** Says whether less than a sixteenth is left, or less than 256 MiB. */
    boolean isShort() {
        return isShort(value(machine, "MemAvailable:") << 10, value(machine, "MemTotal:") << 10)
                || isShort(leftInContainer(), value(container.resolve("memory.max"), ""));
    }

    private static boolean isShort(long left, long total) {
        return left >= 0 && total > 0 && left < Math.max(LEAST, total / LEAST_SHARE);
    }

    /** What the kernel keeps of files it can let go of. */
    private long leftInContainer() {
        long most = value(container.resolve("memory.max"), "");
        long used = value(container.resolve("memory.current"), "");
        long files = value(container.resolve("memory.stat"), "inactive_file");
        return most < 0 || used < 0 ? -1 : most - used + Math.max(0, files);
    }

    /** Returns the number behind a word at the beginning of a line; -1 if there is none. */
    private static long value(Path file, String word) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(word))
                    .map(line -> line.substring(word.length()).strip().split(" ", 2)[0])
                    .findFirst()
                    .map(MachineMemory::number)
                    .orElse(OptionalLong.empty())
                    .orElse(-1);
        } catch (IOException | java.io.UncheckedIOException e) {
            return -1;
        }
    }

    private static OptionalLong number(String text) {
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
