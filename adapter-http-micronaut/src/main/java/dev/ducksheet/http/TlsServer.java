package dev.ducksheet.http;

import dev.ducksheet.http.access.Certificates;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.server.netty.ssl.CertificateProvidedSslBuilder;
import io.micronaut.http.server.netty.ssl.ServerSslBuilder;
import io.micronaut.http.ssl.ServerSslConfiguration;
import io.netty.handler.ssl.SslContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives the server the certificate that its settings name. */
@Singleton
@Requires(property = "micronaut.server.ssl.enabled", value = "true")
@Replaces(CertificateProvidedSslBuilder.class)
final class TlsServer implements ServerSslBuilder {
    private final ServerSslConfiguration configuration;
    private final SslContext context;

    TlsServer(ServerSslConfiguration configuration, HttpSettings settings) {
        this.configuration = configuration;
        this.context = Certificates.context(settings.security().tls());
    }

    @Override
    public ServerSslConfiguration getSslConfiguration() {
        return configuration;
    }

    @Override
    public Optional<SslContext> build() {
        return Optional.of(context);
    }
}
