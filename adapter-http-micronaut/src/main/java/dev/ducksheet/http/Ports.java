package dev.ducksheet.http;

import dev.ducksheet.core.application.AccessControl;
import dev.ducksheet.core.port.RowFiles;
import dev.ducksheet.core.port.in.CheckKeys;
import dev.ducksheet.core.port.in.ReadHealth;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.http.feed.LiveFeed;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Gives the controllers what does not depend on who asks; the rest they have from {@link Callers}. */
@Factory
final class Ports {
    private static final long SHARED_CHANGES = 8L << 20;

    private final Workbook workbook;
    private final HttpSettings settings;
    private final Metrics metrics;
    private final Traces traces;
    private final RowFiles files;

    Ports(Served served) {
        workbook = served.workbook();
        settings = served.settings();
        metrics = served.metrics();
        traces = served.traces();
        files = served.files();
    }

    @Singleton
    HttpSettings settings() {
        return settings;
    }

    @Singleton
    RowFiles rowFiles() {
        return files;
    }

    @Singleton
    Metrics metrics() {
        return metrics;
    }

    @Singleton
    Traces traces() {
        return traces;
    }

    @Singleton
    AccessControl accessControl() {
        return new AccessControl(workbook);
    }

    @Singleton
    CheckKeys checkKeys() {
        return workbook.checkKeys();
    }

    @Singleton
    ReadUpdates readUpdates() {
        return workbook.readUpdates();
    }

    @Singleton
    LiveFeeds liveFeeds(ReadUpdates updates, Work work) {
        return new LiveFeeds(
                updates,
                seen -> new LiveFeed(
                        seen, work.feed(), work.timer(), settings.heartbeat(), settings.maxStreams(), SHARED_CHANGES));
    }

    @Singleton
    ReadHealth readHealth() {
        return workbook.readHealth();
    }
}
