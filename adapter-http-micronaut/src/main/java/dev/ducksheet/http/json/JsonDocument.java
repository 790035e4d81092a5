package dev.ducksheet.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Something that can be written as JSON. */
@FunctionalInterface
public interface JsonDocument {

    /** Writes one JSON value. */
    void writeTo(JsonGenerator json) throws IOException;

    /** Returns the JSON text in UTF-8. */
    default byte[] bytes() {
        try (var bytes = new ByteArrayBuilder();
                var json = Factory.OF_DUCKSHEET.createGenerator(bytes)) {
            writeTo(json);
            json.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds the one factory. */
    final class Factory {
        private static final JsonFactory OF_DUCKSHEET = JsonFactory.builder()
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .disable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build();

        private Factory() {}
    }
}
