package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a project's member sees and may do, and who makes somebody one. */
class MembersTest extends MembersKit {

    private static final String LIVE = "/manage/requests/live";

    @Test
    void member_seesTheirProject() throws Exception {
        assertThat(json(mine("projects")).path("data")).hasSize(1);
        assertThat(mine("projects/" + own.id()).body()).contains(own.name());
        assertThat(json(mine("tokens")).path("data")).hasSize(2);
        assertThat(mine("tokens/" + ManageTest.id(own.token())).statusCode()).isEqualTo(200);
        assertThat(mine("requests").body()).contains(own.requestId());
        assertThat(mine("requests/" + own.record()).body()).contains(own.requestId());
        assertThat(json(mine("usage/records?project=" + own.id())).path("data")).hasSize(1);
        assertThat(json(mine("usage?group_by=project")).at("/data/0/project").asText())
                .isEqualTo(own.id());
        assertThat(mine("usage/records?format=csv").body()).contains(own.requestId());
        for (String path : List.of("", "/requests", "/projects", "/tokens", "/models", "/usage", "/playground")) {
            assertThat(look("/admin" + path).statusCode()).as(path).isEqualTo(200);
        }
        String project = look("/admin/projects/" + own.id()).body();
        assertThat(project).contains(own.name(), "Budget, total");
        assertThat(look("/admin").body()).doesNotContain("Only project", "admin/audit", "admin/providers");
    }

    @Test
    void member_isOfferedTheModelsOfTheirProject() throws Exception {
        assertThat(look("/admin/models").body()).contains("simulator/echo").doesNotContain("openai/", "simulator/slow");
        assertThat(look("/admin/playground").body()).contains("simulator/echo").doesNotContain("openai/");
    }

    @Test
    void liveRequests_areThoseOfTheirProject() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(LIVE + "?seconds=60"))
                .headers(bearer(member))
                .build();
        try (InputStream live =
                CLIENT.send(request, BodyHandlers.ofInputStream()).body()) {
            ByteArrayOutputStream seen = new ByteArrayOutputStream();
            readUntil(live, seen, ": watching\n");
            String foreign = header(call(other.token()), "x-request-id");
            String mine = header(call(own.token()), "x-request-id");
            readUntil(live, seen, mine);
            assertThat(seen.toString(StandardCharsets.UTF_8)).doesNotContain(foreign, other.id());
        }
    }

    private static void readUntil(InputStream live, ByteArrayOutputStream seen, String text) throws Exception {
        while (!seen.toString(StandardCharsets.UTF_8).contains(text)) {
            int next = live.read();
            assertThat(next).as(seen.toString(StandardCharsets.UTF_8)).isNotNegative();
            seen.write(next);
        }
    }

    @Test
    void member_isNoCaller_andNoAdministrator() throws Exception {
        HttpResponse<String> called = call(member);
        assertThat(called.statusCode()).isEqualTo(403);
        assertThat(called.body()).contains("not_a_caller");
        assertProblem(
                send("POST", "tokens", "{\"name\":\"a\",\"project\":\"" + own.id() + "\"}", bearer(member)),
                403,
                "role_insufficient");
        assertThat(json(CLIENT.send(
                                HttpRequest.newBuilder(uri("/health"))
                                        .headers(bearer(member))
                                        .build(),
                                BodyHandlers.ofString()))
                        .has("components"))
                .isFalse();
    }

    @Test
    void membership_isForAdminsToGive_andOfOneProject() throws Exception {
        String body = "{\"name\":\"a\",\"role\":\"MEMBER\",\"project\":\"" + own.id() + "\"}";
        assertProblem(send("POST", "tokens", body, as("OPERATOR")), 403, "role_insufficient");
        assertThat(faults(send("POST", "tokens", "{\"name\":\"a\",\"role\":\"MEMBER\"}")))
                .contains("project");
        assertThat(faults(send("POST", "tokens", "{\"name\":\"a\",\"role\":\"MEMBER\",\"project\":\"prj_none\"}")))
                .contains("project");
        assertThat(faults(send("POST", "tokens", body.replace("MEMBER", "VIEWER"))))
                .contains("project");
        assertThat(faults(send("POST", "tokens", body.replace("}", ",\"rules\":{\"models\":[\"a\"]}}"))))
                .contains("rules");
        JsonNode successor =
                json(send("POST", "tokens/" + ManageTest.id(member) + "/rotate", "{\"overlap\":\"PT1H\"}"));
        assertThat(json(read("projects", bearer(successor))).path("data")).hasSize(1);
    }

    @Test
    void console_makesMembers() throws Exception {
        HttpResponse<String> made =
                submit("ADMIN", "/admin/tokens", "name", "a team", "project", own.id(), "role", "MEMBER");

        assertThat(made.statusCode()).isEqualTo(200);
        String secret = made.body().replaceFirst("(?s).*<pre id=\"secret\"[^>]*>([^<]+)<.*", "$1");
        String[] shown = {"Authorization", "Bearer " + secret};
        assertThat(json(read("projects", shown)).path("data")).hasSize(1);
    }

    @Test
    void deletedProject_hasNoMembers() throws Exception {
        send("DELETE", "projects/" + own.id(), null);

        assertProblem(mine("projects"), 401, "invalid_admin_key");
        assertThat(look("/admin").statusCode()).isEqualTo(303);
    }
}
