package dev.ducksheet.planted.core.port.in;

/** Breaks rule 2. */
public interface PortThatKnowsApplication {
    dev.ducksheet.planted.core.application.UseCase useCase();
}
