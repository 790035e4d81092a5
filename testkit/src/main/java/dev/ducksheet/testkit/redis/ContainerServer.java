package dev.ducksheet.testkit.redis;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.utility.DockerImageName;

/** A redis-server in a container, with the network, the temporary folder and the user of this process. Linux. */
record ContainerServer(GenericContainer<?> container) implements ServerProcess {
    /** Of the line that the test kit brings for other machines. */
    private static final DockerImageName IMAGE = DockerImageName.parse("redis:6.2-alpine");

    private static final String TEMPORARY = System.getProperty("java.io.tmpdir");

    /** Runs the server with what it prints in a file. */
    @SuppressWarnings("resource") // closed when the server has ended
    static ContainerServer start(List<String> arguments, Path log) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new AssertionError("the redis-server that the test kit brings does not run on this machine, and there"
                    + " is no Docker to run one in a container; name one in DUCKSHEET_TEST_REDIS_SERVER");
        }
        var container = new GenericContainer<>(IMAGE)
                .withNetworkMode("host")
                .withFileSystemBind(TEMPORARY, TEMPORARY, BindMode.READ_WRITE)
                .withCreateContainerCmdModifier(
                        command -> command.withUser(user(log)).withEntrypoint("redis-server"))
                .withCommand(arguments.toArray(String[]::new))
                .withLogConsumer(frame -> append(log, frame));
        container.start();
        return new ContainerServer(container);
    }

    /** The files that the server makes are to be those of this process. */
    private static String user(Path file) {
        try {
            return Files.getAttribute(file.getParent(), "unix:uid").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(Path log, OutputFrame frame) {
        try {
            Files.writeString(log, frame.getUtf8String(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // the folder is gone, and the server with it
        }
    }

    private ContainerState state() {
        return container.getCurrentContainerInfo().getState();
    }

    @Override
    public long pid() {
        return state().getPidLong();
    }

    @Override
    public boolean isAlive() {
        return container.isRunning();
    }

    @Override
    public void signal(String name) {
        if (isAlive()) {
            container
                    .getDockerClient()
                    .killContainerCmd(container.getContainerId())
                    .withSignal(name)
                    .exec();
        }
    }

    @Override
    public void awaitEnd() {
        Poll.until(() -> !isAlive(), () -> "Redis, container " + container.getContainerId() + ", does not end");
        container.close();
    }
}
