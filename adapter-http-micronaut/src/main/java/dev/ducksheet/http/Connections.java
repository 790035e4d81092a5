package dev.ducksheet.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.util.concurrent.EventExecutor;

/** Finds the connection of a request. */
final class Connections {
    private Connections() {}

    /** Returns the one thread that reads and writes the connection; nothing on it may block. */
    static EventExecutor loop(HttpRequest<?> request) {
        return ((NettyHttpRequest<?>) request)
                .getChannelHandlerContext()
                .channel()
                .eventLoop();
    }
}
