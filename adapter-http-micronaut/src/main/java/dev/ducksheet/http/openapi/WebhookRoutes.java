package dev.ducksheet.http.openapi;

/** What can be asked of webhooks. */
final class WebhookRoutes {
    private static final String PATH = "/webhooks/{id}";
    private static final String OUTCOME = "Outcome";
    private static final String ID = "id";
    private static final String ITS_ID = "The webhook's id";

    private WebhookRoutes() {}

    static Route list(String tag) {
        return Route.get(tag, "/webhooks", "Lists the webhooks")
                .answer(200, "All", "Webhooks", WebhookShapes.ALL)
                .refused(307, 503);
    }

    static Route create(String tag) {
        return Route.post(tag, "/webhooks", "Makes a webhook")
                .body("NewWebhook", WebhookShapes.NEW, WebhookShapes.NEW_OF_ALL)
                .answer(201, "Made; the secret is not told again", "WebhookSecret", WebhookShapes.SECRET)
                .answerHeader(201, "Location", "Where it is")
                .refused(307, 404, 503);
    }

    static Route show(String tag) {
        return one(Route.get(tag, PATH, "Shows a webhook, and how far it has come"))
                .answer(200, "It", "Webhook", WebhookShapes.ONE);
    }

    private static Route one(Route route) {
        return route.path(ID, ITS_ID, WebhookShapes.ID).refused(307, 404, 503);
    }

    static Route change(String tag) {
        return changed(one(Route.patch(tag, PATH, "Changes, enables or disables a webhook"))
                .body("ChangedWebhook", WebhookShapes.DISABLE));
    }

    private static Route changed(Route route) {
        return route.answer(200, "Done", OUTCOME, WebhookShapes.CHANGED);
    }

    static Route delete(String tag) {
        return one(Route.delete(tag, PATH, "Ends a webhook")).answer(204, "Done");
    }

    static Route test(String tag) {
        return one(Route.post(tag, PATH + "/test", "Sends a message that tells of nothing, and shows how that went"))
                .answer(200, "What came of it, whatever it is", "Attempt", WebhookShapes.TRIED);
    }

    static Route rotate(String tag) {
        return one(Route.post(
                        tag, PATH + "/rotate", "Gives a webhook another secret; the one before signs too for 24 h"))
                .answer(200, "Done; the secret is not told again", "WebhookSecret", WebhookShapes.SECRET);
    }

    static Route deliveries(String tag) {
        return one(Route.get(tag, PATH + "/deliveries", "Lists the newest messages to a webhook"))
                .query("limit", "At most so many", Shape.whole("Messages", 1, 2000, 100), 10)
                .answer(200, "The newest first", "Deliveries", WebhookShapes.DELIVERIES);
    }

    static Route replay(String tag) {
        return changed(one(Route.post(tag, PATH + "/replay", "Sends the messages of some versions once more"))
                        .body("Versions", WebhookShapes.VERSIONS))
                .refused(409, 410);
    }

    static Route replayOne(String tag) {
        return changed(Route.post(tag, "/deliveries/{id}/replay", "Sends a message once more")
                .path(ID, "The message's id", "wh_" + WebhookShapes.ID + "_e7-41")
                .refused(307, 404, 503));
    }
}
