package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadHistory;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.core.port.out.Past;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.validation.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks through the versions of one snapshot, the newest first. */
final class ReadingHistory implements ReadHistory {
    /** So many versions are looked at for one answer, so that a rare row does not keep a reader for long. */
    private static final int MOST_VERSIONS = 20_000;

    private static final int AT_ONCE = 256;

    private final WorkbookStore store;

    ReadingHistory(WorkbookStore store) {
        this.store = store;
    }

    @Override
    public Answer history(Question question) {
        try (var snapshot = store.snapshot()) {
            return new Search(snapshot, question).answer();
        } catch (RefusedException e) {
            return new Answer.Refused(e.refusal());
        }
    }

    /** One question to one snapshot. */
    private static final class Search {
        private final WorkbookSnapshot snapshot;
        private final Question question;
        private final HistoryFilter filter;
        private final List<Entry> entries = new ArrayList<>();

        Search(WorkbookSnapshot snapshot, Question question) {
            this.snapshot = snapshot;
            this.question = question;
            this.filter = HistoryFilter.of(snapshot, question);
        }

        Answer.Found answer() {
            var from =
                    question.after().orElse(new Place(snapshot.head().version().next(), Place.ALL));
            var next = search(from);
            return new Answer.Found(entries, next, snapshot.oldestImages(), snapshot.head());
        }

        /** Returns where to go on. */
        private Optional<Place> search(Place after) {
            var place = after;
            for (int looked = 0; looked < MOST_VERSIONS; looked += AT_ONCE) {
                boolean within = place.row() < Place.ALL;
                var newest = within ? place.version() : before(place.version());
                var versions = newest.isAfter(question.since()) ? snapshot.past(newest, AT_ONCE) : List.<Past>of();
                for (var past : versions) {
                    var version = past.change().version();
                    if (!version.isAfter(question.since())) {
                        return Optional.empty();
                    }
                    int first = within && version.equals(place.version()) ? place.row() + 1 : 0;
                    var full = take(past, first);
                    if (full.isPresent()) {
                        return full;
                    }
                    place = new Place(version, Place.ALL);
                    within = false;
                }
                if (versions.size() < AT_ONCE) {
                    return Optional.empty();
                }
            }
            return Optional.of(place);
        }

        private static Version before(Version version) {
            return new Version(version.number() - 1);
        }

        /** Takes the rows of a version from {@code first} on; returns where it stopped if there is room for no more. */
        private Optional<Place> take(Past past, int first) {
            if (!filter.concerns(past)) {
                return Optional.empty();
            }
            var change = withoutRows(past.change());
            var images = filter.wantsRows()
                    ? snapshot.past(change.version()).orElse(past).images()
                    : past.images();
            if (!(images instanceof Images.OfRows rows)) {
                return filter.wantsRows() ? Optional.empty() : add(new Entry(change, new Touched.Whole()), 0);
            }
            var listed = new ListedRows(rows);
            for (int row = first; row < listed.size(); row++) {
                if (filter.matches(listed, row)) {
                    var full = add(new Entry(change, listed.row(row, question.column())), row);
                    if (full.isPresent()) {
                        return full;
                    }
                }
            }
            return Optional.empty();
        }

        private Optional<Place> add(Entry entry, int row) {
            entries.add(entry);
            return entries.size() < question.limit()
                    ? Optional.empty()
                    : Optional.of(new Place(
                            entry.change().version(), entry.touched() instanceof Touched.Whole ? Place.ALL : row));
        }

        private static Change withoutRows(Change change) {
            return new Change(
                    change.version(),
                    change.updateId(),
                    change.sheet(),
                    change.column(),
                    change.editor(),
                    change.at(),
                    change.rowsChanged(),
                    List.of(),
                    change.event());
        }
    }
}
