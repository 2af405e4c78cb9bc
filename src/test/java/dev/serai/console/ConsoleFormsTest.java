package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What the forms of pages do. */
class ConsoleFormsTest extends ConsoleTest {

    private static final String SECRET = "sk-serai-[A-Za-z0-9]+";

    @Test
    void project_isMade_changed_andDeleted() throws Exception {
        String name = name();
        HttpResponse<String> made = submit(
                "OPERATOR",
                "/admin/projects",
                "name",
                name,
                "active",
                "true",
                "models",
                "smart simulator/*",
                "limits.requests.minute",
                "60",
                "budget.hard.month",
                "12.5");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
        String path = "/" + header(made, "location").substring("../".length());
        JsonNode project = json(read(path.replace("/admin/", "")));
        assertThat(project.at("/rules/models").toString()).isEqualTo("[\"smart\",\"simulator/*\"]");
        assertThat(project.at("/rules/limits/requests/minute").asInt()).isEqualTo(60);
        assertThat(project.at("/rules/budget/hard/month").decimalValue()).isEqualByComparingTo("12.5");

        String page = shown("OPERATOR", path);
        assertThat(page).contains("value=\"60\"", "<meter", name);
        String eTag = page.replaceFirst("(?s).*name=\"etag\" value=\"([^\"]*)\".*", "$1")
                .replace("&#34;", "\"");
        assertThat(submit("OPERATOR", path, "etag", eTag, "name", name).statusCode())
                .isEqualTo(303);
        JsonNode changed = json(read(path.replace("/admin/", "")));
        assertThat(changed.path("active").asBoolean()).isFalse();
        assertThat(changed.path("rules").toString()).isIn("{}", "{\"limits\":{}}");

        assertThat(submit("OPERATOR", path, "etag", eTag, "name", "other").statusCode())
                .isEqualTo(412);
        assertThat(submit("OPERATOR", path + "/delete").statusCode()).isEqualTo(303);
        assertThat(page("OPERATOR", path).statusCode()).isEqualTo(404);
        assertThat(shown("ADMIN", "/admin/audit?subject=" + project.path("id").asText()))
                .contains("project.create", "project.update", "project.delete");
    }

    @Test
    void wrongForm_saysWhatIsWrong_andKeepsWhatWasSaid() throws Exception {
        HttpResponse<String> refused = submit(
                "OPERATOR",
                "/admin/projects",
                "name",
                MARKUP,
                "limits.requests.minute",
                "many",
                "addresses",
                "nowhere");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertPage(refused);
        assertThat(refused.body())
                .contains("rules.limits.requests.minute", "value=\"many\"", "Nothing was changed")
                .doesNotContain("<img");
    }

    @Test
    void token_isShownOnce_rotated_revoked_andDeleted() throws Exception {
        String project = project();
        HttpResponse<String> made =
                submit("OPERATOR", "/admin/tokens", "name", "a token", "project", project, "budget.hard.day", "7");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        assertThat(header(made, "cache-control")).contains("no-store");
        assertThat(made.body()).contains("data-copy=\"#secret\"", "curl http").containsPattern(SECRET);
        String path = "/" + made.body().replaceFirst("(?s).*href=\"\\.\\./(admin/tokens/tok_[^\"]*)\".*", "$1");
        assertThat(shown("VIEWER", path)).contains("<meter", "0 of 7");

        assertThat(shown("OPERATOR", path)).contains("usable").doesNotContainPattern("value=\"" + SECRET);
        HttpResponse<String> rotated = submit("OPERATOR", path + "/rotate", "overlap", "PT1H");
        assertThat(rotated.body()).containsPattern(SECRET);
        assertThat(submit("OPERATOR", path + "/revoke").statusCode()).isEqualTo(303);
        assertThat(shown("OPERATOR", path)).contains("revoked");
        assertThat(submit("OPERATOR", path + "/delete").statusCode()).isEqualTo(303);
        assertThat(page("OPERATOR", path).statusCode()).isEqualTo(404);
    }

    @Test
    void roles_areForAdminsToGive() throws Exception {
        assertThat(submit("OPERATOR", "/admin/tokens", "name", "x", "role", "ADMIN")
                        .statusCode())
                .isEqualTo(403);
        assertThat(submit("ADMIN", "/admin/tokens", "name", "x", "role", "VIEWER")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void breaker_isForced_andReleased() throws Exception {
        for (String[] state : new String[][] {{"closed", "forced-closed"}, {"auto", ">closed<"}}) {
            HttpResponse<String> done =
                    submit("OPERATOR", "/admin/providers/simulator/breaker", "state", state[0], "breaker", "simulator");
            assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
            assertThat(shown("VIEWER", "/admin/providers")).contains(state[1]);
        }
    }
}
