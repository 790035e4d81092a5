package dev.ducksheet.planted.cli;

import com.nimbusds.jwt.JWT;

/** Breaks rule 4: tokens are checked in the HTTP adapter. */
public interface CliThatKnowsTokens {
    JWT token();
}
