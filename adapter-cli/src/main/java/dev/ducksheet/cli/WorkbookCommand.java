package dev.ducksheet.cli;

import dev.ducksheet.cli.format.Style;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that works on an open workbook. */
abstract class WorkbookCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final TargetOptions target;

    WorkbookCommand(Context context) {
        this(context, new TargetOptions.Usual());
    }

    WorkbookCommand(Context context, TargetOptions target) {
        this.context = context;
        this.target = target;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Workbook workbook = context.workbooks().open(source())) {
            run(workbook);
            return ExitCode.DONE;
        }
    }

    /** Does the work. */
    abstract void run(Workbook workbook) throws IOException, InterruptedException;

    final WorkbookSource source() {
        return target.source(context);
    }

    final Context context() {
        return context;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final Style style() {
        return new Style(context.terminal().colours());
    }

    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
