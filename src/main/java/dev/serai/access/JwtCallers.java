package dev.serai.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.serai.memory.Holding;
import dev.serai.resources.CacheMeters;
import dev.serai.time.HotCache;
import dev.serai.wire.ApiException;
import dev.serai.wire.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Bearers of JWTs of a trusted issuer. A claim names the project that they call for. What was found is remembered until
 * the token expires, and for a moment if it was refused, so that bad tokens cost no signature check each time.
 */
public final class JwtCallers {

    private static final int LONGEST_CLAIM = 256;
    private static final Logger LOG = LoggerFactory.getLogger(JwtCallers.class);
    private static final int REMEMBERED = 10_000;
    private static final Duration REFUSAL = Duration.ofSeconds(10);

    /** What became of a token: a project's name and a subject, or a refusal. */
    private record Finding(String project, String subject, Instant until, ApiException refusal) {}

    private final JwtDecoder decoder;
    private final String projectClaim;
    private final Directory directory;
    private final Clock clock;
    private final Cache<TokenHash, Finding> findings;

    /**
     * Trusts an issuer.
     *
     * @param decoder checks signature, issuer, audience and times
     * @param projectClaim the claim with the project's name or id
     */
    public JwtCallers(JwtDecoder decoder, String projectClaim, Directory directory, Clock clock) {
        this.decoder = decoder;
        this.projectClaim = projectClaim;
        this.directory = directory;
        this.clock = clock;
        this.findings = HotCache.builder()
                .maximumSize(REMEMBERED)
                .recordStats()
                .expireAfter(Expiry.<TokenHash, Finding>creating(
                        (hash, finding) -> Duration.between(clock.instant(), finding.until())))
                .build();
    }

    /** What is remembered of JWTs. */
    Holding holding() {
        return Holding.bounded("jwts", findings.estimatedSize(), REMEMBERED);
    }

    /** Shows as metrics how often a token was known already. */
    JwtCallers show(MeterRegistry meters) {
        CacheMeters.show(meters, "jwt", findings);
        return this;
    }

    /** Whether this has the form of a JWT: a header, which is a JSON object in base64, and two dots. */
    static boolean isOne(String key) {
        return key.startsWith("eyJ") && key.chars().filter(c -> c == '.').count() == 2;
    }

    /**
     * The bearer of a JWT.
     *
     * @throws ApiException 401 if it is not valid, 403 if its project is not known, 503 if its issuer's keys are not to
     *     be had
     */
    Caller find(String jwt) {
        Finding finding = finding(jwt);
        if (finding.refusal() != null) {
            throw finding.refusal();
        }
        return directory
                .projectNamed(finding.project())
                .map(project -> Caller.of(project, finding.subject()))
                .orElseThrow(() -> new ApiException(
                        403,
                        "invalid_request_error",
                        "project_not_found",
                        null,
                        "The token's claim '" + projectClaim + "' names no project that is known here"));
    }

    /** Not looked for within the cache: others would wait for its locks while the issuer is asked for keys. */
    private Finding finding(String jwt) {
        TokenHash hash = TokenHash.of(jwt);
        Finding known = findings.getIfPresent(hash);
        if (known != null) {
            return known;
        }
        Finding found = look(jwt);
        findings.put(hash, found);
        return found;
    }

    private Finding look(String text) {
        try {
            Jwt jwt = decoder.decode(text);
            String project = jwt.getClaimAsString(projectClaim);
            if (project == null) {
                return refused(Caller.unauthorized("invalid_token", "The token has no claim '" + projectClaim + "'"));
            }
            String subject = jwt.getSubject() == null ? "" : jwt.getSubject();
            if (project.length() > LONGEST_CLAIM || subject.length() > LONGEST_CLAIM) {
                return refused(Caller.unauthorized(
                        "invalid_token",
                        "The token's claim '" + projectClaim + "' or 'sub' is longer than " + LONGEST_CLAIM
                                + " characters"));
            }
            Instant end = jwt.getExpiresAt() == null ? clock.instant().plus(REFUSAL) : jwt.getExpiresAt();
            return new Finding(project, subject, end, null);
        } catch (BadJwtException e) {
            return refused(Caller.unauthorized("invalid_token", "The token is not valid: " + Reason.of(e)));
        } catch (JwtException e) {
            LOG.warn("Tokens cannot be checked: {}", Reason.of(e));
            throw new ApiException(
                    503, "server_error", "issuer_unavailable", null, "The token cannot be checked at present");
        }
    }

    private Finding refused(ApiException refusal) {
        return new Finding(null, null, clock.instant().plus(REFUSAL), refusal);
    }
}
