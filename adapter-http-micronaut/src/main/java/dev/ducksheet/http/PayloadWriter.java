package dev.ducksheet.http;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import io.micronaut.json.body.JsonMessageHandler;
import jakarta.inject.Singleton;
import java.io.OutputStream;

/** Hands payloads to the server; stands in for its own JSON, which would need a mapper of objects. */
@Singleton
@Replaces(JsonMessageHandler.class)
final class PayloadWriter implements ResponseBodyWriter<Payload> {

    @Override
    public CloseableByteBody writePiece(
            ByteBodyFactory factory,
            HttpRequest<?> request,
            HttpResponse<?> response,
            Argument<Payload> type,
            MediaType mediaType,
            Payload payload) {
        return payload.body(factory, Connections.loop(request));
    }

    @Override
    public void writeTo(
            Argument<Payload> type, MediaType mediaType, Payload payload, MutableHeaders headers, OutputStream out) {
        throw new UnsupportedOperationException("the server takes payloads by writePiece");
    }
}
