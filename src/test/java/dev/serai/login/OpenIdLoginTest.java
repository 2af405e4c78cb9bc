package dev.serai.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.serai.SeraiProperties;
import dev.serai.access.Directory;
import dev.serai.access.Identity;
import dev.serai.access.MasterKeys;
import dev.serai.access.Role;
import dev.serai.login.OpenIdLogin.Begun;
import dev.serai.support.OpenIdIssuer;
import dev.serai.support.OpenIdIssuer.HttpAnswer;
import dev.serai.wire.ApiException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** Who is let in by an issuer over its own protocol, and by nothing that only looks like it. */
class OpenIdLoginTest {

    private static final String BACK = "https://gateway.example/ai/admin/login/callback";

    private final OpenIdIssuer issuer = new OpenIdIssuer();
    private final Map<String, Object> settings = new HashMap<>(Map.of(
            "serai.login.client-id", OpenIdIssuer.CLIENT,
            "serai.login.client-secret", OpenIdIssuer.SECRET));
    private Clock clock = Clock.systemUTC();
    private String trusted = issuer.url();

    @AfterEach
    void stop() {
        issuer.close();
    }

    private OpenIdLogin login() {
        MockEnvironment environment = new MockEnvironment();
        settings.forEach(environment::setProperty);
        SeraiProperties.Jwt jwt =
                new SeraiProperties.Jwt(trusted, "http://unused", "api", Duration.ofSeconds(30), "project");
        LoginSettings read = LoginSettings.of(environment);
        MasterKeys none = new MasterKeys(List.of());
        return new OpenIdLogin(
                read,
                new OpenIdProvider(read, jwt, clock, new SimpleMeterRegistry()),
                new People(read, "project", new Directory(none)),
                new Transactions(none, clock));
    }

    /** What a browser brings back that was let in. */
    private Map<String, String> back(Begun begun) {
        return new HashMap<>(OpenIdIssuer.query(issuer.answered(OpenIdIssuer.query(begun.address()))));
    }

    private Identity letIn(OpenIdLogin login) {
        Begun begun = login.begin(BACK, "/admin/usage");
        return login.finish(begun.kept(), back(begun)).identity();
    }

    private static ApiException refusal(OpenIdLogin login, String kept, Map<String, String> query) {
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> login.finish(kept, query));
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal;
    }

    private ApiException refusal() {
        OpenIdLogin login = login();
        Begun begun = login.begin(BACK, "");
        return refusal(login, begun.kept(), back(begun));
    }

    private void are(String... roles) {
        issuer.person = it -> it.claim("roles", List.of(roles));
    }

    @ParameterizedTest
    @CsvSource({"serai-admin, ADMIN", "serai-operator, OPERATOR", "serai-viewer, VIEWER"})
    void person_isWhatTheClaimSays(String word, Role role) {
        are("something", word);

        Identity in = letIn(login());

        assertThat(in.role()).isEqualTo(role);
        assertThat(in.subject()).isEqualTo("ada-1");
        assertThat(in.name()).isEqualTo("ada");
        assertThat(in.project()).isNull();
    }

    @Test
    void person_isTheHighestOfSeveral() {
        are("serai-viewer", "serai-admin", "serai-operator");

        assertThat(letIn(login()).role()).isEqualTo(Role.ADMIN);
    }

    @Test
    void words_areSettings_asIsTheClaimWithinAnother() {
        settings.put("serai.login.role-claim", "realm_access.roles");
        settings.put("serai.login.operators", "staff, 4711");
        issuer.person = it -> it.claim("realm_access", Map.of("roles", List.of("4711", "serai-admins")));

        assertThat(letIn(login()).role()).isEqualTo(Role.OPERATOR);
    }

    @Test
    void claimWithADotInItsName_isFoundFirst() {
        settings.put("serai.login.role-claim", "https://example.com/roles");
        issuer.person = it -> it.claim("https://example.com/roles", "serai-viewer");

        assertThat(letIn(login()).role()).isEqualTo(Role.VIEWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "admin", "SERAI-ADMIN", "serai-admin,serai-viewer", "serai-adminx"})
    void personWithoutARole_isNobodyHere(String word) {
        are(word);

        ApiException refusal = refusal();

        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.code()).isEqualTo("no_role");
        assertThat(refusal.getMessage()).contains("ada", "'roles'", "'project'");
    }

    @Test
    void emptyWord_makesNobodyAnything() {
        settings.put("serai.login.admins", ",");
        are("");

        assertThat(refusal().code()).isEqualTo("no_role");
    }

    @Test
    void question_isOfTheCodeFlow_withPkce() {
        Begun begun = login().begin(BACK, "");

        assertThat(begun.address()).startsWith(issuer.url() + "/authorize?tenant=one&");
        Map<String, String> asked = OpenIdIssuer.query(begun.address());
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", BACK)
                .containsEntry("client_id", OpenIdIssuer.CLIENT)
                .containsEntry("scope", "openid profile email");
        assertThat(begun.kept()).doesNotContain(asked.get("state"), asked.get("nonce"));
        assertThat(OpenIdIssuer.query(login().begin(BACK, "").address()).get("state"))
                .isNotEqualTo(asked.get("state"));
    }

    @Test
    void secret_goesAsTheIssuerWantsIt() {
        are("serai-viewer");
        letIn(login());
        String basic = issuer.asked.get("Authorization").substring("Basic ".length());
        assertThat(new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8))
                .isEqualTo("the+gateway:a+secret%3A+with+%26+signs");
        assertThat(issuer.asked).doesNotContainKey("client_secret");

        issuer.document = Map.of("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
        letIn(login());
        assertThat(issuer.asked)
                .containsEntry("client_secret", OpenIdIssuer.SECRET)
                .containsEntry("Authorization", "");

        settings.put("serai.login.client-secret", "");
        letIn(login());
        assertThat(issuer.asked).containsEntry("client_id", OpenIdIssuer.CLIENT).doesNotContainKey("client_secret");
    }

    @Test
    void stateOfAnotherLogin_isRefused_andTheIssuerNotAsked() {
        OpenIdLogin login = login();
        Begun mine = login.begin(BACK, "");
        Map<String, String> theirs = back(login.begin(BACK, ""));

        assertThat(refusal(login, mine.kept(), theirs).code()).isEqualTo("login_refused");
        theirs.remove("state");
        assertThat(refusal(login, mine.kept(), theirs).status()).isEqualTo(401);
        assertThat(issuer.asked).isEmpty();
    }

    @Test
    void comingBackWithoutHavingGone_isRefused() {
        OpenIdLogin login = login();
        Map<String, String> back = back(login.begin(BACK, ""));
        String foreign = login().begin(BACK, "").kept(); // of a gateway with another key

        for (String kept : List.of("", "x", "!", "AAAA".repeat(100), "A".repeat(10_000), foreign)) {
            assertThat(refusal(login, kept, back).status()).as(kept).isEqualTo(401);
        }
        assertThat(issuer.asked).isEmpty();
    }

    @Test
    void keptLogin_thatWasChanged_isRefused() {
        OpenIdLogin login = login();
        Begun begun = login.begin(BACK, "");
        Map<String, String> back = back(begun);
        for (int place = 0; place < begun.kept().length(); place += 7) {
            char other = begun.kept().charAt(place) == 'A' ? 'B' : 'A';
            String changed = begun.kept().substring(0, place) + other + begun.kept().substring(place + 1);
            assertThat(refusal(login, changed, back).status()).isEqualTo(401);
        }
    }

    @Test
    void loginThatTookTooLong_isRefused() {
        clock = Clock.fixed(Instant.now().minus(Transactions.LONGEST), ZoneOffset.UTC);
        MasterKeys keys = new MasterKeys(List.of(Base64.getEncoder().encodeToString(new byte[32])));
        Transactions before = new Transactions(keys, clock);
        String kept = before.sealed(before.begin(BACK, ""));

        assertThat(before.open(kept)).isPresent();
        assertThat(new Transactions(keys, Clock.systemUTC()).open(kept)).isEmpty();
    }

    @Test
    void code_isGoodOnce() {
        are("serai-admin");
        OpenIdLogin login = login();
        Begun begun = login.begin(BACK, "");
        Map<String, String> back = back(begun);
        login.finish(begun.kept(), back);

        assertThat(refusal(login, begun.kept(), back).code()).isEqualTo("login_refused");
    }

    @Test
    void codeOfAnotherLogin_isNoGood_evenWithOnesOwnState() {
        are("serai-admin");
        OpenIdLogin login = login();
        Begun mine = login.begin(BACK, "");
        Map<String, String> back = back(mine);
        back.put("code", back(login.begin(BACK, "")).get("code"));

        assertThat(refusal(login, mine.kept(), back).code()).isEqualTo("login_refused");
    }

    static Stream<Arguments> claims() {
        Instant now = Instant.now();
        return Stream.of(
                Arguments.of("nonce", edit(it -> it.claim("nonce", "another"))),
                Arguments.of("nonce", edit(it -> it.claim("nonce", null))),
                Arguments.of("iss", edit(it -> it.issuer("https://evil.example"))),
                Arguments.of("iss", edit(it -> it.issuer(null))),
                Arguments.of("aud", edit(it -> it.audience("another client"))),
                Arguments.of("aud", edit(it -> it.audience("api"))),
                Arguments.of("azp", edit(it -> it.audience(List.of(OpenIdIssuer.CLIENT, "another")))),
                Arguments.of("azp", edit(it -> it.claim("azp", "another"))),
                Arguments.of("expired", edit(it -> it.issueTime(Date.from(now.minusSeconds(600))).expirationTime(Date.from(now.minusSeconds(120))))),
                Arguments.of("exp", edit(it -> it.expirationTime(null))),
                Arguments.of("before", edit(it -> it.notBeforeTime(Date.from(now.plusSeconds(600))))),
                Arguments.of("clocks", edit(it -> it.issueTime(Date.from(now.plusSeconds(600))).expirationTime(Date.from(now.plusSeconds(900))))),
                Arguments.of("'iat'", edit(it -> it.issueTime(null))),
                Arguments.of("'sub'", edit(it -> it.subject(null))),
                Arguments.of("'sub'", edit(it -> it.subject("x".repeat(256)))),
                Arguments.of("'sub'", edit(it -> it.subject("a\nb"))));
    }

    private static UnaryOperator<JWTClaimsSet.Builder> edit(UnaryOperator<JWTClaimsSet.Builder> edit) {
        return edit;
    }

    @ParameterizedTest
    @MethodSource("claims")
    void tokenThatIsNotOfThisLogin_isRefused(String says, UnaryOperator<JWTClaimsSet.Builder> edit) {
        issuer.person = it -> edit.apply(it.claim("roles", "serai-admin"));

        ApiException refusal = refusal();

        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.getMessage()).contains(says);
    }

    static Stream<Function<JWTClaimsSet, String>> forgeries() {
        return Stream.of(
                OpenIdIssuer::unsigned,
                OpenIdIssuer::forged,
                claims -> OpenIdIssuer.signed(claims).replaceFirst("\\.[^.]*$", "."),
                claims -> "not a token",
                claims -> "");
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void tokenThatTheIssuerHasNotSigned_isRefused(Function<JWTClaimsSet, String> signing) {
        are("serai-admin");
        issuer.signing = signing;

        assertThat(refusal().status()).isEqualTo(401);
    }

    @Test
    void tokenOfSeveralAudiences_isGood_whereItIsMadeForTheGateway() {
        issuer.person = it -> it.claim("roles", "serai-viewer")
                .audience(List.of("another", OpenIdIssuer.CLIENT))
                .claim("azp", OpenIdIssuer.CLIENT);

        assertThat(letIn(login()).role()).isEqualTo(Role.VIEWER);
    }

    @ParameterizedTest
    @CsvSource({"access_denied, 'in: access_denied'", "'<script>', 'did not let you in'"})
    void issuersNo_isToldInItsWordsAlone(String error, String says) {
        OpenIdLogin login = login();
        Begun begun = login.begin(BACK, "");
        Map<String, String> back = back(begun);
        back.remove("code");
        back.put("error", error);
        back.put("error_description", "go to evil.example");

        ApiException refusal = refusal(login, begun.kept(), back);
        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.getMessage()).contains(says).doesNotContain("<", "evil");
    }

    @Test
    void answerOfAnotherIssuer_isRefused() {
        issuer.document = Map.of("authorization_response_iss_parameter_supported", true);
        are("serai-viewer");
        OpenIdLogin login = login();
        Begun begun = login.begin(BACK, "");
        Map<String, String> back = back(begun);

        assertThat(refusal(login, begun.kept(), back).getMessage()).contains("Another issuer");
        back.put("iss", "https://evil.example");
        assertThat(refusal(login, begun.kept(), back).status()).isEqualTo(401);
        back.put("iss", issuer.url());
        assertThat(login.finish(begun.kept(), back).identity().role()).isEqualTo(Role.VIEWER);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(500, "{}", 503),
                Arguments.of(200, "{}", 502),
                Arguments.of(200, "no JSON", 502),
                Arguments.of(302, "", 502),
                Arguments.of(401, "{\"error\":\"invalid_client\"}", 502),
                Arguments.of(400, "{\"error\":\"invalid_grant\"}", 401),
                Arguments.of(200, "x".repeat(300_000), 503));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void issuerThatGivesNoToken_isToldApart(int status, String body, int told) {
        issuer.instead = new HttpAnswer(status, body.getBytes(StandardCharsets.UTF_8));

        ApiException refusal = refusal();

        assertThat(refusal.status()).isEqualTo(told);
        assertThat(refusal.getMessage()).doesNotContain(OpenIdIssuer.SECRET);
    }

    @Test
    void issuerThatIsAway_isSaid_andAskedAgainLater() {
        issuer.close();
        OpenIdLogin login = login();

        for (int i = 0; i < 2; i++) {
            ApiException away = catchThrowableOfType(ApiException.class, () -> login.begin(BACK, ""));
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.getMessage()).contains("log in with a token");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint"})
    void documentWithAWrongAddress_isNone(String name) {
        for (String wrong : List.of("", "javascript:alert(1)", "file:///etc/passwd", "/relative", "https://")) {
            issuer.document = Map.of(name, wrong);
            OpenIdLogin login = login();

            assertThat(catchThrowableOfType(ApiException.class, () -> login.begin(BACK, "")).status())
                    .as(wrong)
                    .isEqualTo(503);
        }
    }

    @Test
    void leaving_isByTheIssuersPlace_whereItHasOne() {
        are("serai-viewer");
        OpenIdLogin login = login();
        Identity in = letIn(login);

        String end = login.end(in, "https://gateway.example/admin/login").orElseThrow();

        assertThat(end).startsWith(issuer.url() + "/end?");
        assertThat(OpenIdIssuer.query(end))
                .containsEntry("client_id", OpenIdIssuer.CLIENT)
                .containsEntry("id_token_hint", in.idToken())
                .containsEntry("post_logout_redirect_uri", "https://gateway.example/admin/login");
        Map<String, Object> without = new HashMap<>();
        without.put("end_session_endpoint", null);
        issuer.document = without;
        assertThat(login().end(in, BACK)).isEmpty();
    }

    @Test
    void nothingSecret_isInTexts() {
        are("serai-viewer");
        OpenIdLogin login = login();
        Begun begun = login.begin(BACK, "");
        Identity in = login.finish(begun.kept(), back(begun)).identity();

        assertThat(begun + " " + in).doesNotContain(begun.kept(), in.idToken());
    }
}
