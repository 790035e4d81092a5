package dev.ducksheet.core.edit;

import dev.ducksheet.core.model.Version;
import java.util.List;

/**
 * What the one who delivers tells the one who writes, of one webhook.
 *
 * @param version up to which every version is settled, with {@code deliveries} and those that are kept already
 * @param notice the same for notices
 * @param replayed up to which the versions to be sent once more are settled
 * @param deliveries as they are now, each the newest of its id
 */
public record DeliveryReport(
        UpdateId webhook, Version version, long notice, Version replayed, List<Delivery> deliveries) {
    /** Copies the deliveries. */
    public DeliveryReport {
        deliveries = List.copyOf(deliveries);
    }
}
