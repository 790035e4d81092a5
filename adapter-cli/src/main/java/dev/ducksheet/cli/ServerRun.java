package dev.ducksheet.cli;

import dev.ducksheet.core.port.in.Workbook;
import java.net.URI;
import java.util.function.Consumer;

/** The time from the start of a server to the signal that ends it. */
record ServerRun(Context context) {

    /**
     * Serves until the process is told to end.
     *
     * @param announce is told the address, once the server answers there
     * @return the exit code
     */
    int run(Workbook workbook, ServeSettings settings, Consumer<URI> announce) throws InterruptedException {
        context.stop().listen();
        try (Workbooks.Service service = context.workbooks().serve(workbook, settings)) {
            announce.accept(settings.uri(service.port()));
            return context.stop().await();
        }
    }
}
