package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.serai.SeraiProperties;
import dev.serai.wire.ApiException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** An issuer of JWTs, and a gateway that trusts it. */
abstract class JwtKit {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final Duration SKEW = Duration.ofSeconds(30);

    final Issuer issuer = new Issuer().up();
    final Directory directory = new Directory(new MasterKeys(List.of()));
    final MeterRegistry meters = new SimpleMeterRegistry();
    final AtomicInteger decoded = new AtomicInteger();
    JwtCallers callers;

    @BeforeEach
    void fill() {
        directory.put(project("prj_1", "team", true));
        directory.put(project("prj_2", "resting", false));
        JwtDecoder decoder = IssuerKeys.decoder(settings(issuer.url(), "serai"), CLOCK, meters);
        JwtDecoder counting = text -> {
            decoded.incrementAndGet();
            return decoder.decode(text);
        };
        callers = new JwtCallers(counting, "project", directory, CLOCK);
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    static SeraiProperties.Jwt settings(String keys, String audience) {
        return new SeraiProperties.Jwt("https://issuer.example", keys, audience, SKEW, "project");
    }

    static Project project(String id, String name, boolean active) {
        return new Project(id, name, active, Rules.NONE, Map.of(), Map.of(), NOW, NOW, 1);
    }

    static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> edit) {
        return edit.apply(new JWTClaimsSet.Builder()
                        .issuer("https://issuer.example")
                        .audience(List.of("other", "serai"))
                        .subject("ada")
                        .claim("project", "team")
                        .issueTime(Date.from(NOW.minusSeconds(7200)))
                        .expirationTime(Date.from(NOW.plusSeconds(300))))
                .build();
    }

    static JWTClaimsSet valid() {
        return claims(it -> it);
    }

    static JWTClaimsSet numbered(int number) {
        return claims(it -> it.jwtID("jwt-" + number));
    }

    /** By a key that is not published. */
    static String unknownKey(int number) {
        return Issuer.signed(Issuer.header(JWSAlgorithm.RS256, "foreign"), numbered(number), Issuer.FOREIGN);
    }

    void assertRefused(int status, String code, String jwt) {
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> callers.find(jwt));
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.getMessage()).doesNotContain(jwt);
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
        assertThat(refusal.status()).isEqualTo(status);
    }
}
