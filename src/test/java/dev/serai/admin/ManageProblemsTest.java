package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.store.Actor;
import dev.serai.store.Audit;
import dev.serai.store.Database;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every error under {@code /manage} is a problem, and none outside. */
class ManageProblemsTest extends ManageTest {

    @Autowired
    private Database database;

    @Test
    void unknownPath_is404() throws Exception {
        assertProblem(read("nowhere"), 404, "unknown_url");
        assertProblem(send("POST", "projects/a/b/c", "{}"), 404, "unknown_url");
        assertThat(error(get("/nowhere")).path("code").asText()).isEqualTo("unknown_url");
    }

    @Test
    void wrongMethod_is405AndToldTheRightOnes() throws Exception {
        HttpResponse<String> refused = send("PUT", "projects", "{}");
        assertProblem(refused, 405, "method_not_allowed");
        assertThat(header(refused, "allow")).contains("GET").contains("POST");
        assertProblem(send("DELETE", "routes", null), 405, "method_not_allowed");
    }

    @Test
    void bodyOfAnotherType_is415() throws Exception {
        HttpRequest.Builder request =
                request("/manage/projects/" + project()).method("PATCH", BodyPublishers.ofString("{}"));
        assertProblem(
                CLIENT.send(request.setHeader("Content-Type", "text/plain").build(), BodyHandlers.ofString()),
                415,
                "unsupported_media_type");
        assertThat(CLIENT.send(
                                request.setHeader("Content-Type", "application/merge-patch+json")
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "null", "{\"name\":\"a\"} {}", "{\"name\": canary}", "{\"name\":\"\u0001\"}"})
    void bodyThatIsNoObject_is400(String body) throws Exception {
        HttpResponse<String> refused = send("POST", "projects", body);
        assertProblem(refused, 400, "invalid_json");
        assertThat(refused.body()).doesNotContain("canary");
    }

    @Test
    void bodyThatIsTooLarge_is413() throws Exception {
        assertProblem(send("POST", "projects", " ".repeat((1 << 20) + 1)), 413, "request_too_large");
    }

    @Test
    void answerOfAnotherType_is406() throws Exception {
        assertProblem(read("projects", "Accept", "image/png"), 406, "not_acceptable");
    }

    @Test
    void unknownAdministrator_is401() throws Exception {
        HttpResponse<String> refused = read("projects", "Authorization", "Bearer sk-serai-canary");
        assertProblem(refused, 401, "invalid_admin_key");
        assertThat(header(refused, "www-authenticate")).startsWith("Bearer");
        assertThat(refused.body()).doesNotContain("canary");
    }

    @Test
    void whatNobodyExpects_is500WithoutInternals() throws Exception {
        String subject = name();
        new Audit(database).note(Actor.SERAI, "test", subject, null, null);
        database.sql()
                .sql("update audit set before_change = 'no JSON' where subject = :subject")
                .param("subject", subject)
                .update();

        HttpResponse<String> failed = read("audit?subject=" + subject);

        database.sql()
                .sql("delete from audit where subject = :subject")
                .param("subject", subject)
                .update();
        assertProblem(failed, 500, "internal_error");
        assertThat(failed.body()).doesNotContain("Exception", "JSON", "dev.serai");
    }
}
