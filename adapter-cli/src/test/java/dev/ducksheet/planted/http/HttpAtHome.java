package dev.ducksheet.planted.http;

/** Breaks no rule. */
public record HttpAtHome(
        io.micronaut.http.HttpRequest<?> request, dev.ducksheet.planted.core.port.in.AskSomething port) {}
