package dev.ducksheet.cli;

import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.WorkbookStore;

/** What stands between the core and its driven adapters: nothing, unless somebody wants to look on or to interfere. */
interface Between {

    /** Returns the store for the core. */
    default WorkbookStore store(WorkbookStore store) {
        return store;
    }

    /** Returns the queue for the core. */
    default RequestQueue queue(RequestQueue queue) {
        return queue;
    }

    /** Returns the feed for the core. */
    default ChangeFeed feed(ChangeFeed feed) {
        return feed;
    }
}
