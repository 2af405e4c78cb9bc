package dev.serai.upstream;

import dev.serai.credentials.Authorization;
import dev.serai.credentials.NoCredentials;
import dev.serai.credentials.Outgoing;
import dev.serai.credentials.Renewed;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Says who asks by tokens that a client is granted. */
record Granted(Renewed<String> tokens) implements Authorization {

    static Granted by(TokenEndpoint endpoint, InstantSource clock) {
        return new Granted(new Renewed<>("A token for " + endpoint.grant(), endpoint::fetch, clock, List::of));
    }

    @Override
    public Map<String, String> headers(Outgoing request) throws NoCredentials {
        return Map.of(HEADER, BEARER + tokens.get());
    }

    @Override
    public Map<String, String> otherHeaders(Outgoing request, String refused) {
        String other = tokens.otherThan(it -> refused.equals(BEARER + it));
        return other == null ? null : Map.of(HEADER, BEARER + other);
    }
}
