package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** {@code /manage/audit}. */
class ManageAuditTest extends ManageTest {

    @Test
    void change_isThereWithWhoWhatAndWhere() throws Exception {
        JsonNode admin = token("\"role\":\"ADMIN\"");
        String id = project();
        var headers = new String[] {
            "Authorization", "Bearer " + admin.path("secret").asText(), "x-request-id", "audited-request"
        };
        send("PATCH", "projects/" + id, "{\"metadata\":{\"owner\":\"ann\"}}", headers);

        JsonNode newest = json(read("audit?subject=" + id)).at("/data/0");
        assertThat(newest.path("action").asText()).isEqualTo("project.update");
        assertThat(newest.path("actor").asText()).isEqualTo(id(admin) + " a token");
        assertThat(newest.path("subject").asText()).isEqualTo(id);
        assertThat(newest.at("/before/metadata")).isEmpty();
        assertThat(newest.at("/after/metadata/owner").asText()).isEqualTo("ann");
        assertThat(newest.path("address").asText()).isEqualTo("127.0.0.1");
        assertThat(newest.path("requestId").asText()).isEqualTo("audited-request");
    }

    @Test
    void pages_goBackInTime() throws Exception {
        String id = project();
        send("PATCH", "projects/" + id, "{\"active\":false}");
        send("DELETE", "projects/" + id, null);

        JsonNode first = json(read("audit?limit=2&subject=" + id));
        assertThat(first.path("data").findValuesAsText("action")).containsExactly("project.delete", "project.update");
        JsonNode second = json(read(
                "audit?limit=2&subject=" + id + "&before=" + first.path("next").asText()));
        assertThat(second.path("data").findValuesAsText("action")).containsExactly("project.create");
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(second.at("/data/0/before").isNull()).isTrue();
    }

    @Test
    void refusedChange_isNotThere() throws Exception {
        String id = project();
        send("PATCH", "projects/" + id, "{\"active\":false}", "If-Match", "\"0\"");
        send("PATCH", "projects/" + id, "{\"active\":1}");
        assertThat(json(read("audit?subject=" + id)).path("data")).hasSize(1);
    }

    @Test
    void parameterThatIsWrong_isNamed() throws Exception {
        assertThat(faults(read("audit?before=x&limit=0&after=1")))
                .containsExactlyInAnyOrder("before", "limit", "after");
    }
}
