package dev.serai.access;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serai.wire.ApiException;
import dev.serai.wire.HttpRequestFacts;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The states of tokens and projects, as callers learn of them. */
class CallersTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    private final Directory directory = new Directory(new MasterKeys(List.of()));
    private final TokenSecret secret = TokenSecret.random();
    private Rules rules = Rules.NONE;
    private Rules projectRules = Rules.NONE;
    private boolean active = true;
    private boolean projectActive = true;
    private Role role;
    private Instant expiresAt;
    private Instant revokedAt;

    private void put() {
        String project = role == null ? "prj_1" : null;
        directory.put(new Project(
                "prj_1", "team", projectActive, projectRules, Map.of(), Map.of("tier", "gold"), NOW, NOW, 1));
        directory.put(new Token(
                "tok_1",
                secret.hash().toString(),
                secret.prefix(),
                "ci",
                project,
                role,
                active,
                rules,
                Map.of("stage", "test"),
                expiresAt,
                revokedAt,
                null,
                NOW,
                NOW,
                1));
    }

    private Exchange authenticated(String key) {
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.setVariable(HttpRequestFacts.VARIABLE, new HttpRequestFacts("10.1.2.3", 0));
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, "/v1/embeddings");
        exchange.getMessage().setHeader("x-api-key", key);
        new Authenticator(new Callers(List.of(), directory, null), null, "", null, Clock.fixed(NOW, ZoneOffset.UTC))
                .process(exchange);
        return exchange;
    }

    private void assertRefused(int status, String code) {
        put();
        assertRefused(secret.text(), status, code);
    }

    private void assertRefused(String key, int status, String code) {
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> authenticated(key));
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.getMessage()).doesNotContain(key);
    }

    private void assertServed() {
        put();
        assertThat(authenticated(secret.text()).getVariable("caller", String.class))
                .isEqualTo("tok_1");
    }

    /** Keys are known by their places, and what is kept for one must not be another's after a restart. */
    @Test
    void proof_isOfTheKey_whereverItStands() {
        Callers two = new Callers(List.of("a", "b"), directory, null);
        Callers one = new Callers(List.of("b"), directory, null);
        put();

        assertThat(one.find("b").id()).isEqualTo(two.find("a").id());
        assertThat(one.proof(one.find("b")))
                .isEqualTo(two.proof(two.find("b")))
                .isNotEqualTo(two.proof(two.find("a")))
                .isNotEmpty();
        assertThat(two.proof(two.find(secret.text()))).isEmpty();
    }

    @Test
    void token_isItsProjectsCaller() {
        put();
        Caller caller = Caller.of(authenticated(secret.text()));
        assertThat(caller.token()).isEqualTo("tok_1");
        assertThat(caller.project()).isEqualTo("prj_1");
        assertThat(caller.metadata()).containsEntry("tier", "gold");
        assertThat(caller.labels()).containsEntry("stage", "test");
    }

    @Test
    void unknownToken_isRefused() {
        put();
        assertRefused(TokenSecret.random().text(), 401, "invalid_api_key");
    }

    @Test
    void damagedToken_isToldSo() {
        put();
        String damaged = secret.text().substring(0, 54) + (secret.text().endsWith("x") ? "y" : "x");
        assertRefused(damaged, 401, "invalid_api_key");
        assertThat(catchThrowableOfType(ApiException.class, () -> authenticated(damaged)))
                .hasMessageContaining("checksum");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "-1, true", "1, false"})
    void tokenFromItsExpiryOn_isRefused(long nanosFromNow, boolean refused) {
        expiresAt = NOW.plusNanos(nanosFromNow);
        if (refused) {
            assertRefused(401, "token_expired");
        } else {
            assertServed();
        }
    }

    @Test
    void revokedToken_isRefused() {
        revokedAt = NOW.plusSeconds(60); // of a replica whose clock is ahead
        active = false;
        expiresAt = NOW;
        assertRefused(401, "token_revoked");
    }

    @Test
    void blockedToken_isRefused() {
        active = false;
        assertRefused(401, "token_blocked");
    }

    @Test
    void tokenOfAnInactiveProject_isRefused() {
        projectActive = false;
        assertRefused(403, "project_inactive");
    }

    @Test
    void tokenOfAMissingProject_isRefused() {
        put();
        directory.remove("prj_1");
        assertRefused(secret.text(), 403, "project_inactive");
    }

    @ParameterizedTest
    @CsvSource({"ADMIN", "OPERATOR", "VIEWER"})
    void roleToken_isNoCaller(Role roleOfToken) {
        role = roleOfToken;
        assertRefused(403, "not_a_caller");
    }

    @ParameterizedTest
    @CsvSource({"192.168.0.0/16, 10.0.0.0/8", "10.0.0.0/8, 192.168.0.0/16"})
    void otherAddressThanEitherAllows_isRefused(String ofToken, String ofProject) {
        rules = rules().addresses(List.of(ofToken)).build();
        projectRules = rules().addresses(List.of(ofProject)).build();
        assertRefused(403, "ip_not_allowed");
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/*, /v1/*", "/v1/*, /v1/chat/*"})
    void otherEndpointThanEitherAllows_isRefused(String ofToken, String ofProject) {
        rules = rules().endpoints(List.of(ofToken)).build();
        projectRules = rules().endpoints(List.of(ofProject)).build();
        assertRefused(403, "endpoint_not_allowed");
    }

    @Test
    void whatBothAllow_isServed() {
        rules = rules().endpoints(List.of("/v1/embeddings"))
                .addresses(List.of("10.1.2.3"))
                .build();
        projectRules = rules().endpoints(List.of("/v1/*"))
                .addresses(List.of("10.0.0.0/8"))
                .build();
        expiresAt = NOW.plusSeconds(1);
        assertServed();
    }

    @Test
    void models_areWhatBothAllowUnderAnyName() {
        rules = rules().models(List.of("acme/*", "fast")).build();
        projectRules = rules().models(List.of("*/small", "fast")).build();
        put();
        Caller caller = Caller.of(authenticated(secret.text()));
        assertThat(caller.modelsRestricted()).isTrue();
        assertThat(caller.allowsModel("fast")).isTrue();
        assertThat(caller.allowsModel("alias", "acme/small")).isTrue();
        assertThat(caller.allowsModel("acme/large")).isFalse();
        assertThat(caller.allowsModel("other/small")).isFalse();
    }
}
