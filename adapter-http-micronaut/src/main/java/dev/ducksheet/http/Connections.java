package dev.ducksheet.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.EventExecutor;

/** Finds the connection of a request. */
final class Connections {
    private Connections() {}

    /** Returns the one thread that reads and writes the connection; nothing on it may block. */
    static EventExecutor loop(HttpRequest<?> request) {
        return channel(request).eventLoop();
    }

    /**
     * Runs something when the client goes away, on the connection's own thread.
     *
     * @return forgets it
     */
    static Runnable onClose(HttpRequest<?> request, Runnable action) {
        var closing = channel(request).closeFuture();
        ChannelFutureListener listener = closed -> action.run();
        var unused = closing.addListener(listener);
        return () -> {
            var ignored = closing.removeListener(listener);
        };
    }

    private static Channel channel(HttpRequest<?> request) {
        return ((NettyHttpRequest<?>) request).getChannelHandlerContext().channel();
    }
}
