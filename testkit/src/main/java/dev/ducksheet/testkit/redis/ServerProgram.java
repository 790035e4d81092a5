package dev.ducksheet.testkit.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** The redis-server that tests run: the one that the environment names, or the one that the test kit brings. */
final class ServerProgram {
    private static final String PATH = find();

    private ServerProgram() {}

    /** Starts it with a configuration file and what stands behind it on the command line. */
    static ServerProcess start(Path configuration, List<String> arguments, Path log) {
        var command = new ArrayList<>(List.of(PATH, configuration.toString()));
        command.addAll(arguments);
        return NativeServer.start(command, configuration.resolveSibling("."), log);
    }

    private static String find() {
        String named = System.getenv("DUCKSHEET_TEST_REDIS_SERVER");
        return named == null || named.isBlank() ? unpack().getPath() : named;
    }

    private static File unpack() {
        try {
            File file = ExecutableProvider.newJarResourceProvider().get();
            file.deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
