package dev.ducksheet.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The signals of this process. The first SIGTERM, SIGINT or SIGHUP asks for a graceful end, the second ends at once.
 *
 * <p>A shutdown hook would do to clean up, but the exit code would be 143 for a server that ended as it was told to. The
 * JDK's own {@code sun.misc.Signal} tells the signals apart; javac warns of it by name, so it is called without.
 */
final class ProcessSignals implements StopSignal {
    private final CompletableFuture<Integer> asked = new CompletableFuture<>();

    @Override
    public void listen() {
        handle("TERM", ExitCode.DONE);
        handle("INT", ExitCode.INTERRUPTED);
        handle("HUP", ExitCode.INTERRUPTED);
    }

    private void handle(String name, int exitCode) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            asked(exitCode);
            return null;
        };
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handling = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(handling.getClassLoader(), new Class<?>[] {handling}, handler);
            signal.getMethod("handle", signal, handling)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (InvocationTargetException e) {
            return; // This system has no such signal, or the JVM runs with -Xrs: then nobody sends it here.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java cannot tell signals apart", e);
        }
    }

    private void asked(int exitCode) {
        if (!asked.complete(exitCode)) {
            System.exit(ExitCode.INTERRUPTED);
        }
    }

    @Override
    public int await() throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
