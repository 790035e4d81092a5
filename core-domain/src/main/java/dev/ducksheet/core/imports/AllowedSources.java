package dev.ducksheet.core.imports;

import java.util.List;
import java.util.Optional;

/** What may be fetched. */
public sealed interface AllowedSources {

    /** Returns why a file may not be fetched, or nothing. */
    Optional<String> objection(Source source);

    /** Returns what allows nothing. */
    static AllowedSources none() {
        return new Below(List.of());
    }

    /** Returns what allows everything, for whoever could fetch it himself. */
    static AllowedSources all() {
        return new All();
    }

    /**
     * Returns what allows files and folders, such as {@code https://files.example.com/plan/}, {@code s3://bucket} or
     * {@code s3://bucket/folder}; the name of a folder counts to its end.
     *
     * @throws IllegalArgumentException if one is no URL, or has a query; the message names it
     */
    static AllowedSources of(List<String> urls) {
        return new Below(urls.stream().map(AllowedSources::folder).toList());
    }

    private static Source folder(String url) {
        try {
            var folder = Source.parse(url.strip());
            if (folder.query().isEmpty()) {
                return folder;
            }
            throw new IllegalArgumentException("a folder has no query; leave off what begins with ?");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + url.strip() + "': " + e.getMessage(), e);
        }
    }

    /** Everything. */
    record All() implements AllowedSources {
        @Override
        public Optional<String> objection(Source source) {
            return Optional.empty();
        }
    }

    /** What is named, and what is in a folder that is named. */
    record Below(List<Source> folders) implements AllowedSources {
        /** Copies the folders. */
        public Below {
            folders = List.copyOf(folders);
        }

        @Override
        public Optional<String> objection(Source source) {
            return folders.stream().anyMatch(folder -> folder.holds(source))
                    ? Optional.empty()
                    : Optional.of(source.shown() + " is nothing that this server fetches; whoever runs it can allow it,"
                            + " or its folder, with --import-from");
        }
    }
}
