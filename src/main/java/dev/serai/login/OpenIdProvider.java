package dev.serai.login;

import dev.serai.SeraiProperties;
import dev.serai.access.IssuerClient;
import dev.serai.access.IssuerKeys;
import dev.serai.wire.Json;
import dev.serai.wire.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * The issuer as a client of it knows it. Its document is asked for with the first login and each hour, at most once in some
 * seconds; the last one serves while it is away.
 */
final class OpenIdProvider {

    private static final Logger LOG = LoggerFactory.getLogger(OpenIdProvider.class);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 256 << 10;

    /** What is known of it. */
    record Known(Discovery places, JwtDecoder idTokens) {}

    private final LoginSettings settings;
    private final SeraiProperties.Jwt trusted;
    private final Clock clock;
    private final MeterRegistry meters;
    private final IssuerClient client;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Known known;
    private volatile Instant askAgain = Instant.MIN;

    OpenIdProvider(LoginSettings settings, SeraiProperties.Jwt trusted, Clock clock, MeterRegistry meters) {
        this.settings = settings;
        this.trusted = trusted;
        this.clock = clock;
        this.meters = meters;
        this.client = new IssuerClient(PATIENCE, MOST_BYTES, Redirect.NEVER);
    }

    String issuer() {
        return trusted.issuer();
    }

    Duration clockSkew() {
        return trusted.clockSkew();
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * What is known of it.
     *
     * @throws dev.serai.wire.ApiException 503 if it has not said it yet
     */
    Known known() {
        if (clock.instant().isBefore(askAgain)) {
            return requireKnown();
        }
        asking.lock();
        try {
            if (!clock.instant().isBefore(askAgain)) {
                ask();
            }
        } finally {
            asking.unlock();
        }
        return requireKnown();
    }

    private Known requireKnown() {
        if (known == null) {
            throw Failures.away();
        }
        return known;
    }

    private void ask() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(Discovery.address(trusted.issuer())))
                    .header("Accept", "application/json")
                    .build();
            HttpResponse<byte[]> answer = client.send(request, "addresses");
            if (answer.statusCode() != 200) {
                throw new IOException("the issuer answered " + answer.statusCode() + " where its document should be");
            }
            Discovery places = Discovery.of(Json.parse(answer.body()), trusted.issuer());
            if (known == null || !known.places().equals(places)) {
                known = new Known(places, idTokens(places));
            }
            askAgain = clock.instant().plus(FRESH);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("Nobody new can log in by the issuer: {}", Reason.of(e));
            askAgain = clock.instant().plus(PAUSE);
        }
    }

    /** Of the gateway as a client: an access token for its API is none. */
    private JwtDecoder idTokens(Discovery places) {
        return IssuerKeys.decoder(
                new SeraiProperties.Jwt(
                        trusted.issuer(),
                        places.keys().toString(),
                        settings.clientId(),
                        trusted.clockSkew(),
                        trusted.projectClaim()),
                clock,
                meters);
    }

    /** Its answer to a request of a client. */
    HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        return client.send(request, "tokens");
    }
}
