package dev.ducksheet.testkit;

import dev.ducksheet.core.imports.Source;
import dev.ducksheet.core.port.out.FilePlace;

/** The twin of a place does as every place does. */
class TwinPlaceTest extends FilePlaceContract {
    final TwinPlace place = new TwinPlace();

    @Override
    protected FilePlace place() {
        return place;
    }

    @Override
    protected Source put(String name, byte[] bytes) {
        var source = Source.of("https://files.example.com/" + name + "?token=secret");
        place.put(source, bytes);
        return source;
    }

    @Override
    protected Source missing() {
        return Source.of("https://files.example.com/missing.csv?token=secret");
    }
}
