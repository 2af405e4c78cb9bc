package dev.serai.login;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.MasterKeys;
import dev.serai.wire.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Logins under way, as their browsers keep them: sealed, so that strangers who begin many take no memory, and whichever
 * replica has the master key goes on.
 */
final class Transactions {

    /** For who has to find a password and a second factor. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private static final String PLACE = "login";

    /** What a browser keeps for certain. */
    private static final int MOST = 4096;

    private final MasterKeys keys;
    private final Clock clock;

    Transactions(MasterKeys keys, Clock clock) {
        this.keys = keys.orOwn();
        this.clock = clock;
    }

    Transaction begin(String back, String next) {
        return Transaction.begun(back, next, clock.instant().plus(LONGEST));
    }

    /** As a cookie's value. */
    String sealed(Transaction it) {
        byte[] said = Json.bytes(new String[] {
            it.state(),
            it.nonce(),
            it.verifier(),
            it.back(),
            it.next(),
            Long.toString(it.until().getEpochSecond())
        });
        return Base64.getUrlEncoder().withoutPadding().encodeToString(keys.seal(said, PLACE));
    }

    /** The login that a cookie keeps, if it is one of ours and not over. */
    Optional<Transaction> open(String cookie) {
        try {
            byte[] said = cookie.length() > MOST
                    ? null
                    : keys.open(Base64.getUrlDecoder().decode(cookie), PLACE);
            return said == null
                    ? Optional.empty()
                    : Optional.of(read(Json.parse(said)))
                            .filter(it -> clock.instant().isBefore(it.until()));
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }

    private static Transaction read(JsonNode said) {
        return new Transaction(
                said.path(0).asText(),
                said.path(1).asText(),
                said.path(2).asText(),
                said.path(3).asText(),
                said.path(4).asText(),
                Instant.ofEpochSecond(Long.parseLong(said.path(5).asText())));
    }
}
