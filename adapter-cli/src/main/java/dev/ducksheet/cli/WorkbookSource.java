package dev.ducksheet.cli;

import java.net.URI;
import java.nio.file.Path;

/** Where a workbook is. */
sealed interface WorkbookSource {

    /** In a file, opened by this process. */
    record Local(Path file) implements WorkbookSource {}

    /**
     * Behind a running server.
     *
     * @param key the API key; empty for none
     */
    record Remote(URI url, String key) implements WorkbookSource {
        @Override
        public String toString() {
            return url.toString();
        }
    }
}
