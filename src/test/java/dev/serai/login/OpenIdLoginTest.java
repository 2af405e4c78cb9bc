package dev.serai.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Identity;
import dev.serai.access.Role;
import dev.serai.login.OpenIdLogin.Begun;
import dev.serai.support.OpenIdIssuer;
import dev.serai.wire.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in by an issuer over its own protocol, and as what. */
class OpenIdLoginTest extends LoginKit {

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
    void tokenOfSeveralAudiences_isGood_whereItIsMadeForTheGateway() {
        issuer.person = it -> it.claim("roles", "serai-viewer")
                .audience(List.of("another", OpenIdIssuer.CLIENT))
                .claim("azp", OpenIdIssuer.CLIENT);

        assertThat(letIn(login()).role()).isEqualTo(Role.VIEWER);
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
