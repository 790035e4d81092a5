package dev.ducksheet.http;

import java.time.Duration;

/** What is measured in this process, the answers of this server among it. Thread-safe. */
public interface Metrics {
    /** Nobody measures. */
    Metrics NONE = new Metrics() {
        @Override
        public void answered(String method, String route, int status, Duration took) {}

        @Override
        public String scrape() {
            return "";
        }
    };

    /**
     * Notes an answer. Called for each request on the thread that answers it, so it returns at once.
     *
     * @param route the path with names for what varies in it; {@code none} for a path that there is not
     * @param took until the answer began
     */
    void answered(String method, String route, int status, Duration took);

    /** Returns all that was measured, in the text format of Prometheus, version 0.0.4. */
    String scrape();
}
