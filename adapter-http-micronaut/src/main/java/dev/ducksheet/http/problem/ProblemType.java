package dev.ducksheet.http.problem;

import dev.ducksheet.core.edit.Refusal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of problem; name, status and title are stable on the wire. */
public enum ProblemType {
    /** No such table or rollup. */
    UNKNOWN_TABLE(404, "There is no such table or rollup", "GET /tables and GET /rollups list what there is."),
    /** No such column. */
    UNKNOWN_COLUMN(422, "The table has no such column", "GET /tables/{table} lists the columns."),
    /** Shown only. */
    NOT_EDITABLE(422, "This can be read but not edited", "Edit a base table or a sum of a rollup."),
    /** A total of something that does not add up. */
    NOT_A_MEASURE(422, "Only measures of a rollup can be edited", "GET /rollups/{rollup} lists the measures."),
    /** Another type. */
    TYPE_MISMATCH(422, "The value is of another type than the column", "Send a value of the column's type."),
    /** Too large. */
    OUT_OF_RANGE(422, "The value does not fit the column's type", "Send a value within the type's range."),
    /** Contradictory. */
    INVALID_REQUEST(422, "The parts of the request do not go together", "The detail names the parts."),
    /** No condition. */
    MALFORMED_CONDITION(
            400, "The condition cannot be read", "The position counts UTF-16 units from 0 in the condition's text."),
    /** Nothing there. */
    NO_MATCH(404, "No row matches the condition", "Nothing is created by an edit; check the condition."),
    /** Several nodes. */
    AMBIGUOUS_NODE(422, "The condition matches more than one cell", "Pin the level that the detail names."),
    /** No answer. */
    UNDEFINED_SPREAD(422, "The spread has no answer for these values", "Choose another method of spreading."),
    /** All held. */
    ALL_HELD(422, "Every leaf is held", "DELETE /holds/{id} lifts a hold; GET /holds lists them."),
    /** Overtaken. */
    STALE(409, "The cell no longer holds what was expected", "The member \"current\" is what it holds now."),
    /** A constraint. */
    CONSTRAINT_VIOLATED(422, "A constraint of the table forbids this", "The detail names the constraint."),
    /** One key, two bodies. */
    IDEMPOTENCY_KEY_REUSED(
            422, "The idempotency key was used for another request", "Use a new key for every new request."),
    /** No such hold. */
    UNKNOWN_HOLD(404, "There is no such hold", "GET /holds lists them."),
    /** Rows. */
    INVALID_ROWS(422, "Some rows cannot be taken", "The member \"errors\" lists the first of them; none was taken."),
    /** A row that is there. */
    DUPLICATE_ROW(
            409,
            "There is a row with the same key or unique value",
            "Change that row, or upsert instead of inserting."),
    /** A name that is there. */
    ALREADY_EXISTS(409, "The name is taken", "Choose another name; GET /tables lists what there is."),
    /** Needed. */
    IN_USE(409, "Something else needs this", "The detail names what does; drop or lift that first."),
    /** Not fetched from there. */
    SOURCE_NOT_ALLOWED(
            403,
            "This server does not fetch files from there",
            "Send the file itself, or have whoever runs the server allow the place with --import-from."),
    /** Too dangerous. */
    UNCONFIRMED(422, "To delete all rows has to be confirmed", "Send confirm=<the table's name>."),
    /** No such version. */
    UNKNOWN_VERSION(404, "There is no such version", "GET /get_updates and GET /history tell of those there are."),
    /** Overtaken, one cell at least. */
    CHANGED_SINCE(
            409,
            "What the version touched has changed since",
            "The member \"errors\" lists the first cells that did; undo the later versions first, or edit the cells."),
    /** Not taken back. */
    NOT_UNDOABLE(422, "The version cannot be taken back", "The detail says why, and what helps."),
    /** Too old. */
    VERSION_GONE(410, "The version is older than what is kept", "The detail says how far back the history reaches."),
    /** Then. */
    PAST_UNKNOWN(422, "What the sheet was then is not known", "The detail says which version is in the way."),
    /** Our fault, found by the writer. */
    FAILED(500, "The update met a bug and was not applied", "Tell the operator the update's id."),
    /** No such update. */
    UNKNOWN_UPDATE(404, "There is no such update", "It was never asked for, or is no longer retained."),
    /** History does not go back so far. */
    HISTORY_GONE(
            410,
            "The history does not go on from this cursor",
            "Read the tables again and go on from the cursor in the member \"restart\"."),
    /** Not JSON. */
    MALFORMED_JSON(400, "The body is not JSON", "Send one JSON object in UTF-8 (RFC 8259), no member twice."),
    /** JSON of another shape. */
    INVALID_BODY(400, "The body has the wrong members", "The member \"errors\" points at each."),
    /** Path, query. */
    INVALID_PARAMETER(400, "A parameter is wrong", "The detail names the parameter and what it takes."),
    /** Header. */
    INVALID_HEADER(400, "A header is wrong", "The detail names the header and what it takes."),
    /** The engine refuses. */
    QUERY_REJECTED(422, "The query was not run", "Send one read-only query; the detail says what is wrong with it."),
    /** It takes too much. */
    QUERY_CUT_OFF(422, "The query was cut off", "Ask for less, or allow more time; the detail says what was too much."),
    /** No such query. */
    UNKNOWN_QUERY(404, "There is no such saved query", "GET /queries lists them."),
    /** No such job. */
    UNKNOWN_JOB(404, "There is no such job, or nothing of it is kept", "GET /jobs lists them."),
    /** Too late, or too early. */
    JOB_STATE(409, "The job is in another state", "The detail says in which; GET /jobs/{id} tells how far it is."),
    /** Not allowed. */
    UNAUTHORIZED(
            401,
            "This server takes no request without a key that is good",
            "Send Authorization: Bearer with an API key or a token."),
    /** Not by this one. */
    FORBIDDEN(
            403,
            "The key may not do this",
            "The detail names the role, the table or the rows that it takes; an admin gives keys."),
    /** No such key. */
    UNKNOWN_KEY(404, "There is no such key", "GET /keys lists them."),
    /** No such webhook. */
    UNKNOWN_WEBHOOK(404, "There is no such webhook", "GET /webhooks lists them."),
    /** No such message. */
    UNKNOWN_DELIVERY(
            404,
            "There is no such message to a webhook",
            "GET /webhooks/{id}/deliveries lists those that are kept; POST /webhooks/{id}/replay takes any version."),
    /** Too often. */
    RATE_LIMITED(429, "The key has sent too many requests", "Try again after the seconds in the header Retry-After."),
    /** No route. */
    NOT_FOUND(404, "There is nothing at this address", "GET / lists the addresses."),
    /** Wrong method. */
    METHOD_NOT_ALLOWED(405, "This address does not take this method", "The header Allow lists the methods."),
    /** Cannot be shown so. */
    NOT_ACCEPTABLE(406, "The answer cannot be given in this format", "The detail lists the formats there are."),
    /** Too large. */
    CONTENT_TOO_LARGE(413, "The request is too large", "Send less at a time."),
    /** Not JSON by its own words. */
    UNSUPPORTED_MEDIA_TYPE(415, "The body is of a type that is not taken", "Send application/json in UTF-8."),
    /** Malformed in another way. */
    BAD_REQUEST(400, "The request cannot be read", "The detail says why."),
    /** Another server. */
    ELSEWHERE(307, "Another server answers this", "Send the same request to the address in the header Location."),
    /** Too many. */
    BACKLOG_FULL(429, "Too many requests wait", "Try again after the seconds in the header Retry-After."),
    /** Overloaded. */
    OVERLOADED(503, "The server has too much to do", "Try again after the seconds in the header Retry-After."),
    /** Away. */
    UNAVAILABLE(
            503,
            "The queue, the store or the server that has the workbook is away",
            "Nothing is half done. Try again after the seconds in the header Retry-After, with the same"
                    + " Idempotency-Key."),
    /** No room for a file. */
    INSUFFICIENT_STORAGE(507, "There is no room for the answer", "Take a format that is told row by row."),
    /** Our fault. */
    INTERNAL_ERROR(500, "Something went wrong here", "Tell the operator the incident's id.");

    private final int status;
    private final String title;
    private final String remedy;

    ProblemType(int status, String title, String remedy) {
        this.status = status;
        this.title = title;
        this.remedy = remedy;
    }

    /** Returns the type for a refusal. */
    public static ProblemType of(Refusal.Reason reason) {
        return valueOf(reason.name());
    }

    /** Returns the type of that name on the wire. */
    public static Optional<ProblemType> named(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findFirst();
    }

    /** Returns the name on the wire, such as {@code unknown-table}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the reference that identifies the type. */
    public String uri() {
        return "/problems/" + slug();
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the short summary, the same every time. */
    public String title() {
        return title;
    }

    /** Returns what helps. */
    public String remedy() {
        return remedy;
    }
}
