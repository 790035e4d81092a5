package dev.ducksheet.place.http;

import dev.ducksheet.core.imports.Source;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.out.FilePlace;
import dev.ducksheet.guard.GuardedClient;
import dev.ducksheet.place.http.FileClient.Remedies;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;

/** Servers of HTTP. Thread-safe. */
public final class HttpPlace implements FilePlace {
    private static final Remedies REMEDIES =
            new Remedies("give the URL that it leads to", "give a URL that may be read, such as a signed one");

    private final FileClient client;

    private HttpPlace(FileClient client) {
        this.client = client;
    }

    /** Opens the place. */
    public static HttpPlace open(PlaceSettings settings) {
        return over(GuardedClient.open(settings.guard()), settings);
    }

    /** Opens the place with a resolver of names. */
    static HttpPlace open(PlaceSettings settings, DnsResolver resolver) {
        return over(GuardedClient.open(settings.guard(), resolver), settings);
    }

    private static HttpPlace over(GuardedClient client, PlaceSettings settings) {
        return new HttpPlace(new FileClient(client, settings.mostBytes(), REMEDIES));
    }

    @Override
    public Set<String> schemes() {
        return Set.of("http", "https");
    }

    @Override
    public Optional<String> objection(Source source) {
        return client.objection(source.shown());
    }

    @Override
    public Found open(Source source, long offset, Optional<String> mark, Cancellation cancellation) {
        return client.open(source, () -> new HttpGet(URI.create(source.url())), offset, mark, cancellation);
    }

    @Override
    public void close() {
        client.close();
    }
}
