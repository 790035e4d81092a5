package dev.ducksheet.guard;

import java.net.UnknownHostException;

/** Says that a name leads to where nothing may connect. */
public final class ForbiddenAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1;

    ForbiddenAddressException(String message) {
        super(message);
    }
}
