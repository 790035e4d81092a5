package dev.ducksheet.planted.cli;

/** Breaks no rule: the composition root sees every side. */
public record CliAtHome(
        picocli.CommandLine line,
        io.micronaut.http.HttpRequest<?> request,
        dev.ducksheet.planted.storage.duckdb.StoreWithoutAContractTest store,
        dev.ducksheet.planted.core.port.in.AskSomething inbound,
        dev.ducksheet.planted.core.port.out.KeepSomething outbound) {}
