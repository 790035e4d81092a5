package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.EventType;
import dev.ducksheet.core.edit.Notice;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.model.CellValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What webhooks are told of jobs; that one is done, the version of its merge tells. */
final class JobNotices {
    private JobNotices() {}

    static Optional<Notice> of(Job job) {
        return type(job)
                .map(type -> new Notice(job.changedAt(), type, job.spec().table(), facts(job)));
    }

    private static Optional<EventType> type(Job job) {
        return switch (job.state()) {
            case PARSING -> Optional.of(EventType.JOB_STARTED);
            case FAILED -> Optional.of(EventType.IMPORT_FAILED);
            case CANCELLED -> Optional.of(EventType.JOB_CANCELLED);
            default -> Optional.empty();
        };
    }

    private static Map<String, CellValue> facts(Job job) {
        var facts = new HashMap<String, CellValue>();
        facts.put("job", CellValue.of(job.id().toString()));
        facts.put("state", CellValue.of(job.state().wireName()));
        facts.put("file", CellValue.of(job.spec().fileName()));
        facts.put("editor", CellValue.of(job.editor()));
        facts.put("rows_read", CellValue.of(job.counts().read()));
        facts.put("rows_rejected", CellValue.of(job.counts().rejected()));
        job.reason().ifPresent(reason -> facts.put("reason", CellValue.of(reason)));
        return facts;
    }

    /** Returns the id of the request that tells it, the same for the same step of the same job. */
    static UpdateId id(Job job) {
        var id = job.id().value();
        return new UpdateId(new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ job.revision()));
    }
}
