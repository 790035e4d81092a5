package dev.ducksheet.planted.http;

/** Breaks rule 4. */
public record HttpThatKnowsTheSender(org.apache.hc.client5.http.DnsResolver resolver) {}
