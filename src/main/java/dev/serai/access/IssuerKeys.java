package dev.serai.access;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.serai.SeraiProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Checks JWTs with the keys that their issuer publishes. The keys are fetched in the background before they are old, and
 * old ones serve while the issuer is away or gives none; a token with an unknown key asks for them at most twice a half minute.
 */
public final class IssuerKeys {

    private static final long FETCH_MILLIS = 3_000;
    /** One after the other, in half a minute. */
    private static final int MOST_FETCHES = 2;

    private static final int MAX_BYTES = 8 << 20;
    /** A token that names no key is tried with so many. */
    private static final int MOST_TRIED = 20;

    /** For how long keys serve after an issuer gave them last: one that is away, or whose set has none, takes none back. */
    static final Duration OUTAGE = Duration.ofHours(24);

    private static final long KEEP_MILLIS = Duration.ofMinutes(15).toMillis();
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384);

    /** ID tokens and access tokens (RFC 9068); null: it may be missing. */
    private static final Set<JOSEObjectType> TYPES = new HashSet<>(Arrays.asList(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), null));

    private IssuerKeys() {}

    /**
     * What checks JWTs; it asks for the keys with the first one.
     *
     * @throws IllegalArgumentException if the settings lack an address or an audience
     */
    public static JwtDecoder decoder(SeraiProperties.Jwt settings, Clock clock, MeterRegistry meters) {
        if (settings.audience().isBlank()) {
            throw new IllegalArgumentException(
                    "SERAI_JWT_AUDIENCE is not set: say what 'aud' has to contain, so that no token for others is taken");
        }
        KeySetFetch fetch = new KeySetFetch(Duration.ofMillis(FETCH_MILLIS), MAX_BYTES);
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        url(settings.jwksUri()), new ToldFetches(new UsableKeys(fetch), meters))
                .cache(KEEP_MILLIS, MOST_FETCHES * FETCH_MILLIS + FETCH_MILLIS)
                .refreshAheadCache(true)
                .rateLimited(true)
                .outageTolerant(OUTAGE.toMillis())
                .build();
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, sparing(keys)));
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(TYPES));
        processor.setJWTClaimsSetVerifier((claims, context) -> {}); // Spring's validators do it, with clock skew
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(validator(settings, clock));
        return decoder;
    }

    /** Once keys are known, one for which the issuer may not be asked so soon again is no key. */
    private static JWKSource<SecurityContext> sparing(JWKSource<SecurityContext> source) {
        AtomicBoolean known = new AtomicBoolean();
        return (selector, context) -> {
            try {
                List<JWK> keys = source.get(selector, context);
                known.set(true);
                return keys.size() > MOST_TRIED ? keys.subList(0, MOST_TRIED) : keys;
            } catch (RateLimitReachedException e) {
                if (known.get()) {
                    return List.of();
                }
                throw e;
            }
        };
    }

    private static OAuth2TokenValidator<Jwt> validator(SeraiProperties.Jwt settings, Clock clock) {
        JwtTimestampValidator times = new JwtTimestampValidator(settings.clockSkew());
        times.setClock(clock);
        return new DelegatingOAuth2TokenValidator<>(
                times,
                // one for ever could not be taken back
                new JwtClaimValidator<>(JwtClaimNames.EXP, Objects::nonNull),
                new JwtIssuerValidator(settings.issuer()),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(settings.audience())));
    }

    private static URL url(String address) {
        try {
            return URI.create(address).toURL();
        } catch (IllegalArgumentException | MalformedURLException e) {
            throw new IllegalArgumentException(
                    "SERAI_JWT_JWKS_URI is no URL: give the address of the issuer's key set", e);
        }
    }
}
