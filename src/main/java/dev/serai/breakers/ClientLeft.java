package dev.serai.breakers;

import dev.serai.wire.ApiException;

/**
 * The client left, and so the call ends: no failure of the provider's, and nothing that another try would better.
 */
public final class ClientLeft extends ApiException {

    /** As nginx has it: nobody gets it, it stands on record. */
    public static final int STATUS = 499;

    private static final long serialVersionUID = 1L;

    public ClientLeft() {
        super(STATUS, "invalid_request_error", "client_left", null, "The client closed its connection");
    }
}
