package dev.ducksheet.cli;

import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/**
 * The {@code ducksheet} command that ends at once, as by a bug in native code, whenever it decides an edit with a deadly
 * value; the refusal of such an edit is harmless.
 */
public final class DyingMain {
    /** The value. */
    public static final int DEADLY = 666;

    private DyingMain() {}

    public static void main(String[] arguments) {
        var variables = Map.<String, String>of();
        var context = new Context(
                variables,
                Path.of(""),
                Path.of(System.getProperty("java.io.tmpdir")),
                Terminal.of(variables, ""),
                System.out,
                System::nanoTime,
                new Wiring(Clock.systemUTC(), new SecureRandom(), new Dying()),
                new ProcessSignals());
        System.exit(Main.commandLine(context).execute(arguments));
    }

    private static final class Dying implements Between {
        @Override
        public WorkbookStore store(WorkbookStore store) {
            return around(WorkbookStore.class, store);
        }
    }

    private static <T> T around(Class<T> port, Object target) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, given) -> {
                    if (method.getName().equals("record")
                            && given[0].toString().contains("Changed")
                            && given[0].toString().contains("" + DEADLY)) {
                        Runtime.getRuntime().halt(139);
                    }
                    try {
                        var result = method.invoke(target, given);
                        return result instanceof WorkbookTransaction transaction
                                ? around(WorkbookTransaction.class, transaction)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
