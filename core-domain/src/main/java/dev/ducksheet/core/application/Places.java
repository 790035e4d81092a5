package dev.ducksheet.core.application;

import dev.ducksheet.core.imports.AllowedSources;
import dev.ducksheet.core.imports.Source;
import dev.ducksheet.core.port.out.FilePlace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a workbook fetches files from.
 *
 * @param places closed with the workbook
 * @param pause how long it waits before it asks a place again that is away; each time twice as long
 */
public record Places(AllowedSources allowed, List<FilePlace> places, Duration pause) {
    /** Copies the places. */
    public Places {
        places = List.copyOf(places);
    }

    /** Returns those of a workbook that fetches nothing. */
    public static Places none() {
        return of(AllowedSources.none(), List.of());
    }

    /** Returns places that are asked again after a second. */
    public static Places of(AllowedSources allowed, List<FilePlace> places) {
        return new Places(allowed, places, Duration.ofSeconds(1));
    }

    /** Returns why a source is not fetched, as far as it is known without asking anybody; or nothing. */
    Optional<String> objection(Source source) {
        return allowed.objection(source)
                .or(() -> place(source)
                        .map(place -> place.objection(source))
                        .orElseGet(() -> Optional.of("nothing is fetched by " + source.scheme() + " here")));
    }

    /** Returns the place of a source. */
    Optional<FilePlace> place(Source source) {
        return places.stream()
                .filter(place -> place.schemes().contains(source.scheme()))
                .findFirst();
    }
}
