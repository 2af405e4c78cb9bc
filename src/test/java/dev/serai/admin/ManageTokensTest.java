package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /manage/tokens}. */
class ManageTokensTest extends ManageTest {

    @Test
    void token_worksAtOnceAndNotAfterItIsRevoked() throws Exception {
        JsonNode token = tokenOf(project());
        assertThat(call(token).statusCode()).isEqualTo(200);

        HttpResponse<String> revoked = send("POST", "tokens/" + id(token) + "/revoke", null);
        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(json(revoked).path("revokedAt").asText()).isNotEmpty();

        assertThat(call(token).statusCode()).isEqualTo(401);
        assertThat(error(call(token)).path("code").asText()).isEqualTo("token_revoked");
        assertProblem(send("POST", "tokens/" + id(token) + "/rotate", null), 409, "token_revoked");
    }

    @Test
    void secret_isShownOnce() throws Exception {
        String project = project();
        HttpResponse<String> made = send("POST", "tokens", "{\"name\":\"laptop\",\"project\":\"" + project + "\"}");
        String secret = json(made).path("secret").asText();

        assertThat(secret).startsWith("sk-serai-");
        assertThat(header(made, "cache-control")).contains("no-store");
        assertThat(header(made, "location")).isEqualTo("/manage/tokens/" + id(json(made)));
        String id = id(json(made));
        HttpResponse<String> rotated = send("POST", "tokens/" + id + "/rotate", "{\"overlap\":\"PT1H\"}");
        assertThat(header(rotated, "cache-control")).contains("no-store");
        assertThat(json(rotated).path("secret").asText())
                .startsWith("sk-serai-")
                .isNotEqualTo(secret);
        String answers = read("tokens/" + id).body()
                + read("tokens?project=" + project).body()
                + rotated.body()
                + send("PATCH", "tokens/" + id, "{\"active\":true}").body()
                + send("POST", "tokens/" + id + "/revoke", null).body()
                + read("audit?limit=500").body();
        assertThat(answers)
                .contains(id)
                .doesNotContain(secret)
                .doesNotContain(secret.substring("sk-serai-".length() + 6))
                .doesNotContain("hash");
        assertThat(read("audit?limit=500").body())
                .doesNotContain(json(rotated).path("secret").asText());
    }

    @Test
    void rotatedToken_worksForTheOverlap() throws Exception {
        JsonNode old = tokenOf(project());
        JsonNode successor = json(send("POST", "tokens/" + id(old) + "/rotate", "{\"overlap\":\"PT1H\"}"));

        assertThat(call(old).statusCode()).isEqualTo(200);
        assertThat(call(successor).statusCode()).isEqualTo(200);
        Instant end =
                Instant.parse(json(read("tokens/" + id(old))).path("expiresAt").asText());
        assertThat(end)
                .isBetween(
                        Instant.now().plus(50, ChronoUnit.MINUTES),
                        Instant.now().plus(1, ChronoUnit.HOURS));

        JsonNode third = json(send("POST", "tokens/" + id(successor) + "/rotate", null));
        assertThat(error(call(successor)).path("code").asText()).isEqualTo("token_expired");
        assertThat(call(third).statusCode()).isEqualTo(200);
        assertProblem(send("POST", "tokens/" + id(successor) + "/rotate", null), 409, "token_expired");
    }

    @Test
    void successor_expiresAsTheOldTokenWouldHave() throws Exception {
        JsonNode old = token("\"project\":\"" + project() + "\",\"expiresAt\":\"2999-12-31T00:00:00Z\"");
        JsonNode successor = json(send("POST", "tokens/" + id(old) + "/rotate", "{\"overlap\":\"PT1H\"}"));

        assertThat(successor.at("/token/expiresAt").asText()).isEqualTo("2999-12-31T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "a\\nb", "a\\u007fb", "a\\u009fb", "\\t"})
    void nameWithControlCharacters_isRefused(String name) throws Exception {
        String project = project();
        assertThat(faults(send("POST", "tokens", "{\"name\":\"" + name + "\",\"project\":\"" + project + "\"}")))
                .containsExactly("name");
        assertThat(faults(send("PATCH", "tokens/" + id(tokenOf(project)), "{\"name\":\"" + name + "\"}")))
                .containsExactly("name");
        assertThat(faults(send("POST", "projects", "{\"name\":\"" + name + "\"}")))
                .containsExactly("name");
        assertThat(faults(send("PATCH", "projects/" + project, "{\"name\":\"" + name + "\"}")))
                .containsExactly("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"PT-1S\"", "\"P31D\"", "\"P30DT1S\"", "\"soon\"", "3600", "\"\""})
    void overlapThatIsNone_isRefused(String overlap) throws Exception {
        String path = "tokens/" + id(tokenOf(project())) + "/rotate";
        assertThat(faults(send("POST", path, "{\"overlap\":" + overlap + "}"))).containsExactly("overlap");
    }

    @Test
    void mistakes_areAllNamed() throws Exception {
        assertThat(faults(send("POST", "tokens", """
                {"name":"","project":"prj_none","expiresAt":"2020-01-01T00:00:00Z","labels":[],"color":"red"}
                """)))
                .containsExactlyInAnyOrder("name", "project", "expiresAt", "labels", "color");
        assertThat(faults(send("POST", "tokens", "{\"name\":\"a\"}"))).containsExactly("project");
        assertThat(faults(send("POST", "tokens", "{\"name\":\"a\",\"role\":\"OWNER\"}")))
                .containsExactly("role");
        assertThat(faults(send(
                        "POST", "tokens", "{\"name\":\"a\",\"role\":\"VIEWER\",\"project\":\"" + project() + "\"}")))
                .containsExactly("project");
        assertThat(faults(
                        send("POST", "tokens", "{\"name\":\"a\",\"role\":\"VIEWER\",\"rules\":{\"models\":[\"a\"]}}")))
                .as("rules that nothing holds to")
                .containsExactly("rules");
        assertThat(faults(send("PATCH", "tokens/" + id(tokenOf(project())), "{\"role\":\"ADMIN\",\"project\":\"x\"}")))
                .as("what a token is for never changes")
                .containsExactlyInAnyOrder("role", "project");
    }

    @Test
    void list_isOfAProjectAndSearched() throws Exception {
        String project = project();
        String first = id(token("\"project\":\"" + project + "\""));
        String second = id(token("\"project\":\"" + project + "\""));
        tokenOf(project());

        JsonNode page = json(read("tokens?limit=1&project=" + project));
        assertThat(page.path("data")).hasSize(1);
        JsonNode rest = json(read("tokens?limit=1&project=" + project + "&after="
                + page.path("next").asText()));
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(new String[] {
                    page.at("/data/0/id").asText(), rest.at("/data/0/id").asText()
                })
                .containsExactlyInAnyOrder(first, second);
        assertThat(json(read("tokens?search=" + first)).path("data")).hasSize(1);
        assertThat(faults(read("tokens?limit=501&projct=x"))).containsExactlyInAnyOrder("limit", "projct");
    }

    @Test
    void ifMatch_isHonoured() throws Exception {
        String path = "tokens/" + id(tokenOf(project()));
        String old = header(read(path), "etag");
        send("PATCH", path, "{\"labels\":{\"a\":\"b\"}}", "If-Match", old);
        for (String[] change : new String[][] {
            {"PATCH", path, "{}"},
            {"POST", path + "/rotate", "{}"},
            {"POST", path + "/revoke", null},
            {"DELETE", path, null}
        }) {
            assertProblem(send(change[0], change[1], change[2], "If-Match", old), 412, "changed_meanwhile");
        }
        assertThat(send("DELETE", path, null).statusCode()).isEqualTo(204);
        assertProblem(read(path), 404, "token_not_found");
    }
}
