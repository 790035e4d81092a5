package dev.ducksheet.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** Runs the scenarios that are named, or all. */
public final class Main {
    private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();

    static {
        SCENARIOS.put("batch", new BatchOfSets());
        SCENARIOS.put("spread", new SpreadOfLeaves());
        SCENARIOS.put("history", new HistoryKept());
        SCENARIOS.put("undo", new UndoOfSpread());
        SCENARIOS.put("http", new HttpSets());
        SCENARIOS.put("wire", new HttpAlone());
        SCENARIOS.put("feed", new EditToEvent());
        SCENARIOS.put("queue", new QueueUnderLoad());
        SCENARIOS.put("loss", new KilledRedis());
        SCENARIOS.put("view", ViewOfRows.view());
        SCENARIOS.put("query", ViewOfRows.query());
        SCENARIOS.put("hostile", new HostileQueries());
        SCENARIOS.put("rows", new RowsOverHttp());
        SCENARIOS.put("import", ImportOfFile.ofHalfAMillion());
        SCENARIOS.put("large", ImportOfFile.ofFiveMillions());
        SCENARIOS.put("driver", new DriverCheck());
    }

    private Main() {}

    /** Runs scenarios by their names, all if none is named. */
    public static void main(String[] names) throws Exception {
        var report = new Report(System.out);
        for (var name : names.length == 0 ? SCENARIOS.keySet().toArray(String[]::new) : names) {
            scenario(name).run(report);
        }
    }

    private static Scenario scenario(String name) {
        var scenario = SCENARIOS.get(name);
        if (scenario == null) {
            throw new IllegalArgumentException("there is no scenario " + name + "; there are " + SCENARIOS.keySet());
        }
        return scenario;
    }
}
