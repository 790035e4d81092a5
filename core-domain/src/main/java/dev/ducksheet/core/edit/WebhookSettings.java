package dev.ducksheet.core.edit;

/**
 * What somebody wants to be told, and where.
 *
 * @param url where messages go
 * @param description for people; may be empty
 */
public record WebhookSettings(String url, EventTypes types, WebhookFilter filter, String description) {
    /** Returns the settings for everything of these types. */
    public static WebhookSettings of(String url, EventTypes types) {
        return new WebhookSettings(url, types, new WebhookFilter.Everything(), "");
    }

    /** Returns these with another address. */
    public WebhookSettings to(String other) {
        return new WebhookSettings(other, types, filter, description);
    }

    /** Returns these with other types. */
    public WebhookSettings of(EventTypes others) {
        return new WebhookSettings(url, others, filter, description);
    }

    /** Returns these with another filter. */
    public WebhookSettings about(WebhookFilter other) {
        return new WebhookSettings(url, types, other, description);
    }

    /** Returns these with another description. */
    public WebhookSettings described(String other) {
        return new WebhookSettings(url, types, filter, other);
    }
}
