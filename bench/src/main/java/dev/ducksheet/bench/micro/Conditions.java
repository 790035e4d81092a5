package dev.ducksheet.bench.micro;

import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Parses conditions, as every request does. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Conditions {
    /** The text, from one cell to one that no index helps. */
    @Param({
        "id = 4711",
        "supplier = 'Elliott and Sons' AND family = 'sing' AND invoice_date_month = '2024-02'",
        "NOT (a IN (1, 2, 3) OR b BETWEEN 1.5 AND 2.5) AND (c LIKE 'x%' OR d IS NOT NULL) AND e <> DATE '2024-02-01'"
    })
    public String text = "";

    /** Returns the tree or what is wrong. */
    @Benchmark
    public ParseResult parse() {
        return ConditionParser.parse(text);
    }
}
