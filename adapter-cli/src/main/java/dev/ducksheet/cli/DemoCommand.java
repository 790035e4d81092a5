package dev.ducksheet.cli;

import dev.ducksheet.cli.config.Configuration;
import dev.ducksheet.cli.config.Setting;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.seed.DemoSize;
import dev.ducksheet.seed.DemoWorkbook;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves a demo workbook that lasts as long as the command. */
@Command(
        name = "demo",
        description = "Serve a demo workbook, open to everybody on this machine, until Ctrl-C; nothing is left of it.",
        mixinStandardHelpOptions = true,
        footer = {"%nExamples:", "  ducksheet demo", "  ducksheet demo --port 0 --sales 1000000 --seed 7"})
final class DemoCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", description = "Listen here (default: 8080; 0 for any that is free).")
    @Nullable
    private String port;

    @Option(
            names = "--sales",
            paramLabel = "N",
            defaultValue = "10",
            description = "So many sales (default: ${DEFAULT-VALUE}), and products and customers to match.")
    private long sales;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "" + DemoWorkbook.DEFAULT_SEED,
            description = "The same seed gives the same rows everywhere (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private FetchOptions fetch = new FetchOptions();

    DemoCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Configuration configuration = context.configuration();
        ServeSettings settings = ServeSettings.ofDemo(
                Integer.parseInt(configuration.value(Setting.PORT, port).value()), fetch.settings(configuration));
        DemoWorkbook demo = demo();
        FreePort.require(settings);
        try (DemoFolder folder = DemoFolder.in(context.temporary())) {
            return serve(demo, folder.file(), settings);
        }
    }

    private DemoWorkbook demo() {
        try {
            return DemoWorkbook.of(DemoSize.ofSales(sales), seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int serve(DemoWorkbook demo, Path file, ServeSettings settings) throws InterruptedException {
        try (Filling filling = new Filling(context, spec.commandLine().getErr())) {
            context.workbooks().fill(file, demo, filling);
        }
        try (Workbook workbook = context.workbooks().host(file, settings)) {
            DemoGuide guide = DemoGuide.of(workbook, demo);
            return new ServerRun(context).run(workbook, settings, uri -> announce(guide, uri));
        }
    }

    private void announce(DemoGuide guide, URI uri) {
        PrintWriter out = spec.commandLine().getOut();
        guide.print(out, uri);
        out.flush();
    }
}
