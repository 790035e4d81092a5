package dev.ducksheet.cli;

import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.testkit.Breakpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/**
 * The {@code ducksheet} command that stops at points on its way: it reads orders from its standard input, for {@link
 * Breakpoints}, and says on its standard output where it has stopped. The order {@code heap} has it collect garbage and
 * say how many bytes are left.
 */
public final class StoppingMain {
    /** The order to say how much of the heap is in use. */
    public static final String HEAP = "heap";

    private StoppingMain() {}

    public static void main(String[] arguments) {
        var breakpoints = new Breakpoints(StoppingMain::say);
        var orders = new Thread(() -> obey(breakpoints), "orders");
        orders.setDaemon(true);
        orders.start();
        var variables = Map.<String, String>of();
        var context = new Context(
                variables,
                Path.of(""),
                Path.of(System.getProperty("java.io.tmpdir")),
                Terminal.of(variables, ""),
                System.out,
                System::nanoTime,
                new Wiring(Clock.systemUTC(), new SecureRandom(), new Stopping(breakpoints)),
                new ProcessSignals());
        System.exit(Main.commandLine(context).execute(arguments));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void obey(Breakpoints breakpoints) {
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (var order = orders.readLine(); order != null; order = orders.readLine()) {
                obey(order, breakpoints);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void obey(String order, Breakpoints breakpoints) {
        if (order.equals(HEAP)) {
            System.gc();
            say(HEAP + " "
                    + (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()));
        } else {
            breakpoints.obey(order);
        }
    }

    /** Ports with points to stop at. */
    private record Stopping(Breakpoints breakpoints) implements Between {
        @Override
        public WorkbookStore store(WorkbookStore store) {
            return breakpoints.in(store);
        }

        @Override
        public RequestQueue queue(RequestQueue queue) {
            return breakpoints.in(queue);
        }

        @Override
        public ChangeFeed feed(ChangeFeed feed) {
            return breakpoints.in(feed);
        }
    }
}
