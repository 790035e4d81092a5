package dev.ducksheet.core.application;

import dev.ducksheet.core.access.Access;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.in.Workbook;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A workbook as each of those sees it who may not do everything. Whoever serves a workbook to several makes one of it,
 * and gives each {@link #as} what he may do: whatever is asked of that is confined to it, at every port.
 *
 * <p>Thread-safe.
 */
public final class AccessControl {
    private static final int SIGHTS = 1000;

    private final Workbook workbook;
    private final Senders senders = new Senders();
    private final Map<Access, Sight> sights = new ConcurrentHashMap<>();

    /** @param workbook stays the caller's to close */
    public AccessControl(Workbook workbook) {
        this.workbook = workbook;
    }

    /** Returns the workbook as the one sees it who has this access. Cheap; closing it closes nothing. */
    public Workbook as(Access access) {
        return access.isOpen() ? workbook : new Guarded(workbook, access, this);
    }

    /** Returns what is seen of the present sheets. */
    Sight sight(Access access) {
        var catalog = workbook.readCatalog().catalog();
        var known = sights.get(access);
        if (known != null && known.isOf(catalog)) {
            return known;
        }
        if (sights.size() >= SIGHTS) {
            sights.clear();
        }
        var sight = Sight.of(access, catalog);
        sights.put(access, sight);
        return sight;
    }

    Senders senders() {
        return senders;
    }

    /** Who sent which of the newest requests; only of those who may not see what became of the others. Thread-safe. */
    static final class Senders {
        private static final int MOST = 100_000;

        private final Map<UpdateId, String> senders = new LinkedHashMap<>();

        synchronized void note(UpdateId request, Access sender) {
            senders.put(request, sender.id());
            if (senders.size() > MOST) {
                var eldest = senders.keySet().iterator();
                eldest.next();
                eldest.remove();
            }
        }

        synchronized boolean sent(UpdateId request, Access sender) {
            return sender.id().equals(senders.get(request));
        }
    }
}
