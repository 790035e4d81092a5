package dev.ducksheet.cli;

import dev.ducksheet.core.imports.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** A file that is brought: one at hand, or one that is fetched by whoever has the workbook. */
sealed interface FileArgument {

    /** A file at hand. */
    record AtHand(Path path) implements FileArgument {
        @Override
        public String name() {
            return String.valueOf(path.getFileName());
        }

        @Override
        public OptionalLong size() throws IOException {
            return OptionalLong.of(Files.size(path));
        }

        @Override
        public Optional<Source> source() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** A file elsewhere; its URL is shown without the query. */
    record Elsewhere(Source place) implements FileArgument {
        @Override
        public String name() {
            return place.name();
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.empty();
        }

        @Override
        public Optional<Source> source() {
            return Optional.of(place);
        }

        @Override
        public String toString() {
            return place.shown();
        }
    }

    /** Returns the name, for people. */
    String name();

    /** Returns how many bytes it has, if that is known. */
    OptionalLong size() throws IOException;

    /** Returns where it is fetched from, if it is. */
    Optional<Source> source();

    /** Reads an argument; what begins as a URL is one. */
    static FileArgument of(String text) {
        if (text.matches("(?is)[a-z][a-z0-9+.-]+://.*")) {
            try {
                return new Elsewhere(Source.of(text));
            } catch (IllegalArgumentException e) {
                throw CommandFailedException.refused("a FILE is no URL to fetch: " + e.getMessage());
            }
        }
        Path path = Path.of(text);
        if (!Files.isRegularFile(path)) {
            throw CommandFailedException.refused("there is no file " + path);
        }
        return new AtHand(path);
    }
}
