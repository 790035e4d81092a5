package dev.ducksheet.http;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.netty.HttpCompressionStrategy;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import jakarta.inject.Singleton;

/**
 * Has the server compress text that is there as a whole, and nothing else: rows are coded where they are made, and an
 * event that waited in a coder would be late.
 */
@Singleton
@Replaces(HttpCompressionStrategy.class)
final class WholeAnswers implements HttpCompressionStrategy {
    private static final int LEAST_BYTES = 1024;
    private static final int MOST_BYTES_IN_ZSTD = 32 << 20;

    @Override
    public int getMaxZstdEncodeSize() {
        return MOST_BYTES_IN_ZSTD;
    }

    @Override
    public boolean shouldCompress(HttpResponse response) {
        return response instanceof FullHttpResponse full
                && full.content().readableBytes() >= LEAST_BYTES
                && MediaType.isTextBased(response.headers().get(HttpHeaderNames.CONTENT_TYPE));
    }
}
