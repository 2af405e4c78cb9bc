package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /manage/projects}. */
class ManageProjectsTest extends ManageTest {

    @Test
    void project_isMadeAndFoundAgain() throws Exception {
        String name = name();
        HttpResponse<String> made = send("POST", "projects", """
                {"name":"%s","rules":{"models":["smart"],"limits":{"requests":{"minute":60}},
                "budget":{"hard":{"month":12.50}}},"metadata":{"owner":"ann"}}
                """.formatted(name));

        assertThat(made.statusCode()).isEqualTo(201);
        String id = json(made).path("id").asText();
        assertThat(header(made, "location")).isEqualTo("/manage/projects/" + id);
        HttpResponse<String> found = read("projects/" + id);
        assertThat(header(found, "etag")).matches("\"\\d+\"").isEqualTo(header(made, "etag"));
        JsonNode project = json(found);
        assertThat(project.path("name").asText()).isEqualTo(name);
        assertThat(project.path("active").asBoolean()).isTrue();
        assertThat(project.at("/rules/limits/requests/minute").asInt()).isEqualTo(60);
        assertThat(project.at("/rules/budget/hard/month").decimalValue()).isEqualByComparingTo("12.5");
        assertThat(project.at("/metadata/owner").asText()).isEqualTo("ann");
        assertThat(project.path("providerKeys")).isEmpty();
    }

    @Test
    void patch_changesWhatItNamesAndRemovesNulls() throws Exception {
        String id =
                json(send("POST", "projects", """
                        {"name":"%s","rules":{"models":["a","b"],"limits":{"concurrent":3,"requests":{"day":9}}},
                        "metadata":{"owner":"ann","site":"x"}}
                        """.formatted(name()))).path("id").asText();

        JsonNode after = json(send("PATCH", "projects/" + id, """
                {"rules":{"models":["c"],"limits":{"concurrent":null}},"metadata":{"owner":null,"tier":"gold"}}
                """, "X-None", "x"));

        assertThat(after.path("rules").toString())
                .isEqualTo("{\"models\":[\"c\"],\"limits\":{\"requests\":{\"day\":9}}}");
        assertThat(after.path("metadata").toString())
                .contains("\"site\":\"x\"", "\"tier\":\"gold\"")
                .doesNotContain("owner");
        assertThat(after.path("active").asBoolean()).isTrue();
        assertThat(json(read("projects/" + id)).path("rules")).isEqualTo(after.path("rules"));
    }

    @Test
    void ifMatch_ofAnOlderRevision_changesNothing() throws Exception {
        String id = project();
        String old = header(read("projects/" + id), "etag");
        assertThat(send("PATCH", "projects/" + id, "{\"active\":false}", "If-Match", old)
                        .statusCode())
                .isEqualTo(200);

        assertProblem(send("PATCH", "projects/" + id, "{\"active\":true}", "If-Match", old), 412, "changed_meanwhile");
        assertProblem(send("PATCH", "projects/" + id, "{}", "If-Match", "W/\"1\""), 412, "changed_meanwhile");
        assertProblem(send("DELETE", "projects/" + id, null, "If-Match", old), 412, "changed_meanwhile");
        assertThat(json(read("projects/" + id)).path("active").asBoolean()).isFalse();
        assertThat(send("DELETE", "projects/" + id, null, "If-Match", "*").statusCode())
                .isEqualTo(204);
    }

    @Test
    void mistakes_areAllNamed() throws Exception {
        assertThat(faults(send("POST", "projects", """
                {"nam":"x","active":"yes","metadata":{"a":1},"rules":{"models":"all","limits":{"concurrent":"3",
                "requests":{"minute":1.5}},"addresses":[null]}}
                """)))
                .containsExactlyInAnyOrder(
                        "nam",
                        "name",
                        "active",
                        "metadata.a",
                        "rules.models",
                        "rules.limits.concurrent",
                        "rules.limits.requests.minute",
                        "rules.addresses[0]");
        assertThat(faults(send("POST", "projects", """
                {"name":"%s","rules":{"addresses":["nowhere"],"endpoints":["v1"],"models":[" "],
                "limits":{"requests":{"minute":0}},"budget":{"soft":{"day":-1}}}}
                """.formatted(" "))))
                .containsExactlyInAnyOrder(
                        "name",
                        "rules.addresses",
                        "rules.endpoints",
                        "rules.models",
                        "rules.limits.requests.minute",
                        "rules.budget.soft.day");
    }

    @ParameterizedTest
    @CsvSource({"null", "''", "7", "'a\\u0000b'"})
    void nameThatIsNone_isRefused(String name) throws Exception {
        String json = name.matches("null|7") ? name : '"' + name + '"';
        assertThat(faults(send("POST", "projects", "{\"name\":" + json + "}"))).containsExactly("name");
        assertThat(faults(send("PATCH", "projects/" + project(), "{\"name\":" + json + "}")))
                .containsExactly("name");
    }

    @Test
    void name_hasAtMost100Characters() throws Exception {
        String smile = "\uD83D\uDE00".repeat(63);
        assertThat(send("POST", "projects", "{\"name\":\"" + name().substring(0, 37) + smile + "\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(faults(send("POST", "projects", "{\"name\":\"" + "a".repeat(101) + "\"}")))
                .containsExactly("name");
    }

    @Test
    void nameThatIsTaken_isRefused() throws Exception {
        String body = "{\"name\":\"" + name() + "\"}";
        send("POST", "projects", body);

        assertProblem(send("POST", "projects", body), 409, "name_taken");
        assertProblem(send("PATCH", "projects/" + project(), body), 409, "name_taken");
    }

    @Test
    void list_pagesByName() throws Exception {
        String common = name();
        for (String last : new String[] {"c", "A", "b"}) {
            send("POST", "projects", "{\"name\":\"" + common + last + "\"}");
        }
        JsonNode first = json(read("projects?limit=2&search=" + common.toUpperCase(Locale.ROOT)));
        JsonNode second = json(read("projects?limit=2&search=" + common + "&after="
                + first.path("next").asText()));

        assertThat(first.path("data").findValuesAsText("name")).hasSize(2);
        assertThat(second.path("data").findValuesAsText("name")).hasSize(1);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(second.path("data").findValuesAsText("name"))
                .doesNotContainAnyElementsOf(first.path("data").findValuesAsText("name"));
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "limit=501, limit", "limit=x, limit", "serach=a, serach", "search=%00, search"})
    void parameterThatIsWrong_isNamed(String query, String field) throws Exception {
        assertThat(faults(read("projects?" + query))).containsExactly(field);
    }

    @Test
    void deletedProject_isGoneWithItsTokens() throws Exception {
        String id = project();
        JsonNode token = tokenOf(id);
        assertThat(send("DELETE", "projects/" + id, null).statusCode()).isEqualTo(204);

        assertProblem(read("projects/" + id), 404, "project_not_found");
        assertProblem(read("tokens/" + id(token)), 404, "token_not_found");
        assertProblem(send("DELETE", "projects/" + id, null), 404, "project_not_found");
        assertThat(error(call(token)).path("code").asText()).isEqualTo("invalid_api_key");
    }

    @Test
    void inactiveProject_isRefusedAtOnce() throws Exception {
        String id = project();
        JsonNode token = tokenOf(id);
        assertThat(call(token).statusCode()).isEqualTo(200);
        send("PATCH", "projects/" + id, "{\"active\":false}");
        assertThat(error(call(token)).path("code").asText()).isEqualTo("project_inactive");
    }

    @Test
    void providerKey_withoutAMasterKey_isRefused() throws Exception {
        HttpResponse<String> refused =
                send("PUT", "projects/" + project() + "/provider-keys/openai", "{\"key\":\"canary-key\"}");

        assertProblem(refused, 409, "master_key_missing");
        assertThat(refused.body()).contains("SERAI_MASTER_KEY").doesNotContain("canary-key");
    }
}
