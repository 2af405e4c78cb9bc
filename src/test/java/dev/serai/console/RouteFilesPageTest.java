package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Files of routes in the console and in {@code /manage}: what they do, and drafts of them. */
class RouteFilesPageTest extends EditingConsoleTest {

    @Test
    void diagram_hasTheStepsOfARoute_withCounts() throws Exception {
        int before = json(read("routes/router/steps")).path("ended").asInt();
        post("/v1/chat/completions", chat("simulator/echo"));

        JsonNode route = json(read("routes/router/steps"));
        assertThat(route.path("ended").asInt()).isGreaterThan(before);
        assertThat(route.findValuesAsText("kind")).contains("process", "choice", "when", "otherwise", "toD");
        assertThat(route.at("/steps/0/ended").asInt()).isPositive();
        assertThat(route.at("/steps/0/meanMs").isNumber()).isTrue();
        String page = shown("VIEWER", "/admin/routes/steps?route=inbound-chat-completions");
        assertThat(page)
                .contains("ref:authenticate", "route=policy-admit", ">done ")
                .doesNotContain("admin/routes/source");
        assertThat(page("VIEWER", "/admin/routes/steps?route=" + encoded(MARKUP))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void diagram_showsOptions_andNoKeys() throws Exception {
        assertThat(read("routes/model-smart/steps").body()).contains("firstTokenTimeout=30s", "inOrder?");
        assertThat(read("routes/provider-openai/steps").body())
                .contains("circuitBreaker", "\"openai-call\"")
                .doesNotContain(PROVIDER_KEY);
    }

    @Test
    void source_hasLines_andTheStepsOfItsRoutes() throws Exception {
        assertThat(shown("ADMIN", "/admin/routes/source?file=routes/router.camel.yaml"))
                .contains("id=\"line1\"", "Steps of router", "admin/routes/draft?file=routes%2Frouter.camel.yaml");
        assertThat(shown("ADMIN", "/admin/routes")).contains("routes%2Fproviders%2Fopenai.models.yaml");
    }

    @Test
    void draft_isLookedAt_andChangesNothing() throws Exception {
        int before = serving();
        HttpResponse<String> fine = submit("ADMIN", "/admin/routes/draft", "file", MINE, "text", ALIAS);
        assertThat(fine.statusCode()).as(fine.body()).isEqualTo(200);
        assertThat(fine.body()).contains("Nothing is wrong with it");

        HttpResponse<String> wrong = submit("ADMIN", "/admin/routes/draft", "file", MINE, "text", BROKEN);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertPage(wrong);
        assertThat(wrong.body())
                .contains(
                        "line 9, column 11", "[0].route.from.steps[0].to", "class=\"wrong\"", "nowhere:simulator/echo");
        assertNothingChanged(before);
    }

    @Test
    void draft_isLookedAtByManageAlike() throws Exception {
        String path = "routes/files/check?file=" + encoded(MINE);
        assertThat(json(send("POST", path, text(ALIAS))).path("valid").asBoolean())
                .isTrue();
        HttpResponse<String> wrong = send("POST", path, text(BROKEN));
        assertThat(wrong.statusCode()).isEqualTo(422);
        JsonNode mistake = json(wrong).at("/problems/0");
        assertThat(mistake.path("file").asText()).isEqualTo(MINE);
        assertThat(mistake.path("line").asInt()).isEqualTo(9);
        assertThat(mistake.path("column").asInt()).isEqualTo(11);
        assertThat(mistake.path("field").asText()).isEqualTo("[0].route.from.steps[0].to");
        assertProblem(send("POST", "routes/files/check", text(ALIAS)), 422, "invalid_file_name");
        assertProblem(send("POST", "routes/files/check?file=routes%2Fa.java", text("")), 422, "invalid_file_name");
    }

    @Test
    void markupInADraft_isText() throws Exception {
        String hostile = "</textarea>" + MARKUP + "\n- route: { id: '" + MARKUP.replace("'", "") + "' }\n";
        HttpResponse<String> wrong = submit("ADMIN", "/admin/routes/draft", "file", MINE, "text", hostile);

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertPage(wrong);
        assertThat(wrong.body().split("</textarea>", -1)).hasSize(2);
    }

    @Test
    void largeDraft_isTaken_andAnEndlessOneNot() throws Exception {
        String large = ALIAS + "# " + "x".repeat(300_000) + "\n";
        assertThat(submit("ADMIN", "/admin/routes/draft", "file", MINE, "text", large)
                        .statusCode())
                .isEqualTo(200);
        String endless = "x".repeat(3_000_000);
        assertThat(submit("ADMIN", "/admin/routes/draft", "file", MINE, "text", endless)
                        .statusCode())
                .isEqualTo(413);
        assertThat(submit("VIEWER", "/admin/routes/draft", "file", MINE, "text", large)
                        .statusCode())
                .isIn(403, 413);
    }
}
