package dev.ducksheet.cli;

import dev.ducksheet.cli.config.Configuration;
import dev.ducksheet.cli.config.Setting;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how a workbook is served. */
final class ServeOptions {
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Where to listen (default: 127.0.0.1, this machine alone).")
    @Nullable
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "On which port (default: 8080; 0 for any that is free).")
    @Nullable
    private String port;

    @Option(
            names = "--queue",
            paramLabel = "QUEUE",
            description =
                    "embedded (default), or the URI of a Redis; better given as $DUCKSHEET_QUEUE if it has a password.")
    @Nullable
    private String queue;

    @Option(
            names = "--api-only",
            description = "Take edits, tell outcomes and changes, without the workbook; another server has it.")
    private boolean apiOnly;

    @Option(
            names = "--advertise",
            paramLabel = "URL",
            description = "Where clients of --api-only servers find this one (default: where it listens).")
    @Nullable
    private String advertise;

    @Option(
            names = "--wait-aof",
            paramLabel = "DISKS",
            description = "Accept a request when Redis has it on disk: off (default), local, or on how many replicas'"
                    + " disks besides; needs Redis 7.2.")
    @Nullable
    private String waitAof;

    @Option(
            names = "--history-days",
            paramLabel = "DAYS",
            description = "How long it is kept what cells and rows were before an edit, for 'history' and 'undo'"
                    + " (default: 30; 0 keeps nothing).")
    @Nullable
    private String historyDays;

    @Option(
            names = "--history-versions",
            paramLabel = "N",
            description = "Of how many versions it is kept, about, if that is less (default: as many as there are).")
    @Nullable
    private String historyVersions;

    @Option(
            names = "--webhook-allow",
            paramLabel = "RANGES",
            description = "Addresses within the network that webhooks may be sent to, such as 10.1.0.0/16,fd00::/8"
                    + " (default: none, the public internet alone).")
    @Nullable
    private String webhookAllow;

    @Option(
            names = "--otlp",
            paramLabel = "URL",
            description = "The collector that traces are sent to by OTLP over HTTP, such as http://127.0.0.1:4318"
                    + " (default: none).")
    @Nullable
    private String otlp;

    @Option(
            names = "--otlp-sample",
            paramLabel = "PART",
            description = "Which part of the traces that begin here is sent, 0 to 1 (default: 1, all).")
    @Nullable
    private String otlpSample;

    @Option(names = "--open", description = "Serve without keys; on a loopback address only.")
    private boolean open;

    @Mixin
    private FetchOptions fetch = new FetchOptions();

    @Mixin
    private SecurityOptions security = new SecurityOptions();

    /** Returns the settings in force, of files in {@code folder} unless they are named whole. */
    ServeSettings settings(Configuration configuration, Path folder) {
        return new ServeSettings(
                configuration.value(Setting.HOST, host).value(),
                Integer.parseInt(configuration.value(Setting.PORT, port).value()),
                configuration.value(Setting.QUEUE, queue).value(),
                Boolean.parseBoolean(
                        configuration.value(Setting.OPEN, open ? "true" : null).value()),
                Boolean.parseBoolean(configuration
                        .value(Setting.API_ONLY, apiOnly ? "true" : null)
                        .value()),
                configuration.value(Setting.ADVERTISE, advertise).value(),
                configuration.value(Setting.WAIT_AOF, waitAof).value(),
                history(configuration),
                FetchOptions.list(configuration, Setting.WEBHOOK_ALLOW, webhookAllow),
                fetch.settings(configuration),
                new ServeSettings.Otlp(
                        configuration.value(Setting.OTLP, otlp).value(),
                        Double.parseDouble(configuration
                                .value(Setting.OTLP_SAMPLE, otlpSample)
                                .value())),
                security.settings(configuration, folder));
    }

    private ServeSettings.History history(Configuration configuration) {
        var days = configuration.value(Setting.HISTORY_DAYS, historyDays).value();
        var versions =
                configuration.value(Setting.HISTORY_VERSIONS, historyVersions).value();
        return new ServeSettings.History(
                Integer.parseInt(days), versions.isEmpty() ? Long.MAX_VALUE : Long.parseLong(versions));
    }

    /** Adds the flags that were given. */
    void addTo(Map<Setting, String> flags) {
        Flags.add(flags, Setting.HOST, host);
        Flags.add(flags, Setting.PORT, port);
        Flags.add(flags, Setting.QUEUE, queue);
        Flags.add(flags, Setting.API_ONLY, apiOnly ? "true" : null);
        Flags.add(flags, Setting.ADVERTISE, advertise);
        Flags.add(flags, Setting.WAIT_AOF, waitAof);
        Flags.add(flags, Setting.HISTORY_DAYS, historyDays);
        Flags.add(flags, Setting.HISTORY_VERSIONS, historyVersions);
        Flags.add(flags, Setting.WEBHOOK_ALLOW, webhookAllow);
        fetch.addTo(flags);
        Flags.add(flags, Setting.OTLP, otlp);
        Flags.add(flags, Setting.OTLP_SAMPLE, otlpSample);
        Flags.add(flags, Setting.OPEN, open ? "true" : null);
        security.addTo(flags);
    }
}
