package dev.ducksheet.cli;

import dev.ducksheet.cli.remote.RemoteWorkbook;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.http.HttpServer;
import dev.ducksheet.http.HttpSettings;
import dev.ducksheet.seed.DemoWorkbook;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Workbooks of files that are read and edited through a server. One server does for all tests: it serves the workbook
 * that was opened last.
 */
final class ServedWorkbooks implements Workbooks {
    private static final AtomicReference<Workbook> SERVED = new AtomicReference<>();
    private static final HttpServer SERVER = HttpServer.start(
            face(Workbook.class, (proxy, method, arguments) -> {
                var port = method.getReturnType();
                return port.isInterface() ? face(port, onServed(method.getName())) : null;
            }),
            HttpSettings.defaults("test"));

    private final Workbooks files;

    ServedWorkbooks(Workbooks files) {
        this.files = files;
    }

    private static <T> T face(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Asks the port, of the workbook that is served when it is asked. */
    private static InvocationHandler onServed(String port) {
        return (proxy, method, arguments) -> {
            try {
                return method.invoke(Workbook.class.getMethod(port).invoke(SERVED.get()), arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
    }

    @Override
    public Workbook open(WorkbookSource source) {
        return source instanceof WorkbookSource.Remote ? files.open(source) : remote(files.open(source));
    }

    private static Workbook remote(Workbook local) {
        SERVED.set(local);
        var remote = new RemoteWorkbook(SERVER.uri(), "");
        return face(Workbook.class, (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                local.close();
            }
            return method.invoke(remote, arguments);
        });
    }

    @Override
    public Workbook create(Path file) {
        return files.create(file);
    }

    @Override
    public Workbook host(Path file, ServeSettings settings) {
        return files.host(file, settings);
    }

    @Override
    public Workbook front(ServeSettings settings) {
        return files.front(settings);
    }

    @Override
    public DeadLetters deadLetters(String queue) {
        return files.deadLetters(queue);
    }

    @Override
    public Worker worker(Path file, String queue) {
        return files.worker(file, queue);
    }

    @Override
    public LiveFeed feed(WorkbookSource.Remote server) {
        return files.feed(server);
    }

    @Override
    public void fill(Path file, DemoWorkbook demo, Reading reading) {
        files.fill(file, demo, reading);
    }

    @Override
    public Service serve(Workbook workbook, ServeSettings settings) {
        return files.serve(workbook, settings);
    }
}
