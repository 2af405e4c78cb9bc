package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Directory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/** Projects' own keys where there is a master key. */
@TestPropertySource(properties = "serai.master-keys=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
@ExtendWith(OutputCaptureExtension.class)
class ManageProviderKeysTest extends ManageTest {

    private static final String CANARY = "own-key-canary";

    @Autowired
    private Directory directory;

    @Test
    void key_countsAtOnceAndIsShownNowhere(CapturedOutput output) throws Exception {
        String project = project();
        String path = "projects/" + project + "/provider-keys/openai";

        var set = send("PUT", path, "{\"key\":\"" + CANARY + "\"}");
        assertThat(set.statusCode()).isEqualTo(204);
        assertThat(set.body()).isEmpty();

        assertThat(directory.project(project).orElseThrow().providerKeys()).containsEntry("openai", CANARY);
        assertThat(json(read("projects/" + project)).path("providerKeys").toString())
                .isEqualTo("[\"openai\"]");
        assertThat(read("projects/" + project).body()
                        + read("projects").body()
                        + read("audit").body()
                        + send("PUT", path, "{\"key\":" + CANARY + "}").body()
                        + send("PUT", path, "{\"key\":\"" + CANARY + " \"}").body()
                        + send("PATCH", "projects/" + project, "{\"active\":true}")
                                .body()
                        + output.getAll())
                .doesNotContain(CANARY);
    }

    @Test
    void removedKey_isGone() throws Exception {
        String project = project();
        String path = "projects/" + project + "/provider-keys/openai";
        assertProblem(send("DELETE", path, null), 404, "provider_key_not_found");
        send("PUT", path, "{\"key\":\"" + CANARY + "\"}");

        assertThat(send("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(directory.project(project).orElseThrow().providerKeys()).isEmpty();
    }

    @Test
    void keyThatIsNone_isRefused() throws Exception {
        String keys = "projects/" + project() + "/provider-keys/";
        assertThat(faults(send("PUT", keys + "openai", "{\"key\":\"a\\nb\"}"))).containsExactly("key");
        assertThat(faults(send("PUT", keys + "openai", "{}"))).containsExactly("key");
        assertThat(faults(send("PUT", keys + "openai", "{\"key\":7,\"x\":1}"))).containsExactlyInAnyOrder("key", "x");
        assertThat(faults(send("PUT", keys + "OpenAI", "{\"key\":\"a\"}"))).containsExactly("provider");
        assertProblem(
                send("PUT", "projects/prj_none/provider-keys/openai", "{\"key\":\"a\"}"), 404, "project_not_found");
    }
}
