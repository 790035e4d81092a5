package dev.ducksheet.http;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server over a fake workbook for each test. */
abstract class WithServer {
    static final String A_CELL = """
            {"table": "sales", "column": "quantity", "value": 45, "condition": "id = 1"}""";

    final FakeWorkbook workbook = new FakeWorkbook();
    HttpServer server;
    Client client;

    HttpSettings settings() {
        return HttpSettings.defaults("1.2.3");
    }

    /** Waits until something holds that other threads bring about. */
    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come about in 20 s");
            }
            Thread.onSpinWait();
        }
    }

    @BeforeEach
    void start() {
        server = HttpServer.start(workbook, settings());
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
