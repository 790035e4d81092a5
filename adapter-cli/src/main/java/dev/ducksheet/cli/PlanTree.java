package dev.ducksheet.cli;

import dev.ducksheet.cli.format.Style;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.in.PlanUpdate.Part;
import dev.ducksheet.core.port.in.PlanUpdate.Plan;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** A plan as a tree of old → new, for people. */
final class PlanTree {
    private static final int WIDEST_LABEL = 60;

    private final Plan plan;
    private final Style style;
    private final int labels;
    private final int befores;
    private final int afters;

    PlanTree(Plan plan, Style style) {
        this.plan = plan;
        this.style = style;
        labels = Math.min(WIDEST_LABEL, widest(plan.parts(), PlanTree::label));
        befores = widest(plan.parts(), part -> text(part.before()));
        afters = widest(plan.parts(), part -> text(part.after()));
    }

    void print(PrintWriter out) {
        out.println(style.bold(plan.sheet() + "." + plan.column()) + "  " + text(plan.before()) + " → "
                + style.green(text(plan.after())));
        List<Part> parts = plan.parts();
        for (int i = 0; i < parts.size(); i++) {
            out.println((i < parts.size() - 1 ? "├─ " : "└─ ") + line(parts.get(i)));
        }
        if (parts.size() == Plan.MAX_PARTS) {
            out.println("   and maybe more: " + Plan.MAX_PARTS + " are listed at most");
        }
        out.println(style.faint("A dry run: it would write " + Counts.of(plan.rows(), "row") + " on top of version "
                + plan.head().version() + "; nothing has changed."));
    }

    private String line(Part part) {
        String label = label(part);
        String line = label + " ".repeat(Math.max(0, labels - label.length())) + "  "
                + right(text(part.before()), befores) + " → " + style.green(right(text(part.after()), afters));
        return part.remainder() == 0
                ? line
                : line + style.faint("  rounded up by " + Counts.of(part.remainder(), "unit"));
    }

    private static String label(Part part) {
        return Style.onOneLine(part.label());
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String text(CellValue value) {
        return value.isNull() ? "NULL" : Style.onOneLine(value.display());
    }

    private static int widest(Collection<Part> parts, Function<Part, String> text) {
        return parts.stream().map(text).mapToInt(String::length).max().orElse(0);
    }
}
