package dev.ducksheet.cli.e2e;

import dev.ducksheet.cli.StoppingMain;
import dev.ducksheet.testkit.Breakpoints;
import dev.ducksheet.testkit.Breakpoints.Point;
import java.util.List;

/** A server in a process of its own that can be stopped at a point, paused, killed and started again. */
final class Node implements AutoCloseable {
    private final List<String> arguments;
    private volatile Cli process;
    private volatile Api api;

    private Node(List<String> arguments) {
        this.arguments = arguments;
    }

    /** Starts {@code serve} with these arguments, and waits until it serves. */
    static Node start(List<String> arguments) {
        var node = new Node(List.copyOf(arguments));
        node.start();
        return node;
    }

    void start() {
        process = Cli.start(StoppingMain.class, arguments);
        api = new Api(process.uri());
    }

    Api api() {
        return api;
    }

    long pid() {
        return process.pid();
    }

    /** Has it stop where it next comes to a point. */
    void stopAt(Point point) {
        process.tell(Breakpoints.orderToStop(point));
    }

    /** Waits until it has stopped there. */
    void awaitStopped(Point point) {
        process.next(Breakpoints.stopped(point));
    }

    void goOn() {
        process.tell(Breakpoints.orderToGoOn());
    }

    /** Returns how many bytes of its heap are in use after a collection. */
    long heap() {
        process.tell(StoppingMain.HEAP);
        var line = process.next(StoppingMain.HEAP + " ");
        return Long.parseLong(line.substring(line.indexOf(' ') + 1));
    }

    void kill() {
        process.kill();
    }

    /** Ends it as an operator does, and returns what it left behind. */
    Cli.Result terminate() {
        return process.terminate();
    }

    void pause() {
        process.pause();
    }

    void resume() {
        process.resume();
    }

    /** Returns what it complained of, for whoever looks for the reason of a failure. */
    String complaints() {
        return process.err();
    }

    @Override
    public void close() {
        process.close();
    }
}
