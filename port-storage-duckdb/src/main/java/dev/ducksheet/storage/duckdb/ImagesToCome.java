package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.storage.duckdb.ImageParts.Part;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Images that do not stand in the log, packed by idle processors until they are appended. */
final class ImagesToCome {
    private final List<Shared<Part>> parts = new ArrayList<>();
    private final Map<Version, Images.Reshaped> reshaped = new LinkedHashMap<>();

    /** Starts to pack what is to be kept of decisions. */
    void add(List<Decision> decisions, Catalog catalog) {
        for (var decision : decisions) {
            if (decision instanceof Decision.Changed changed) {
                add(changed.change().version(), changed.images(), catalog);
            }
        }
    }

    private void add(Version version, Images images, Catalog catalog) {
        if (images instanceof Images.Reshaped other) {
            reshaped.put(version, other);
        } else if (images instanceof Images.OfRows rows && LogImages.isApart(rows)) {
            ImageParts.packing(version, rows, catalog).forEach(packing -> parts.add(Shared.start(packing)));
        }
    }

    /** Appends what was added since the last call. */
    void finish(Session session) throws SQLException {
        ImageParts.append(session, Shared.finish(parts));
        parts.clear();
        for (var version : reshaped.entrySet()) {
            new UpdateLog(session).append(version.getKey(), version.getValue());
        }
        reshaped.clear();
    }
}
