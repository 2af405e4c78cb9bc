package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A project's own keys for providers, set in its page. */
class ProviderKeysPageTest extends EditingConsoleTest {

    private static final String KEY = "sk-of-the-project-1234567890";

    @Test
    void key_isSet_neverShown_andRemoved() throws Exception {
        String project = project();
        String page = "/admin/projects/" + project;
        assertThat(shown("ADMIN", page)).contains("Set the key", "<option value=\"openai\">");

        HttpResponse<String> set = submit("ADMIN", page + "/provider-keys", "provider", "openai", "key", KEY);
        assertThat(set.statusCode()).as(set.body()).isEqualTo(303);
        assertThat(shown("ADMIN", page)).contains("Remove the key for openai").doesNotContain(KEY);
        assertThat(read("projects/" + project).body()).contains("openai").doesNotContain(KEY);
        assertThat(shown("ADMIN", "/admin/audit?subject=" + project)).doesNotContain(KEY);

        assertThat(submit("ADMIN", page + "/provider-keys/openai/delete").statusCode())
                .isEqualTo(303);
        assertThat(json(read("projects/" + project)).path("providerKeys")).isEmpty();
    }

    @Test
    void key_isForAdmins_andRight() throws Exception {
        String page = "/admin/projects/" + project();
        assertThat(shown("OPERATOR", page)).doesNotContain("Set the key");
        assertThat(submit("OPERATOR", page + "/provider-keys", "provider", "openai", "key", KEY)
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> wrong = submit("ADMIN", page + "/provider-keys", "provider", MARKUP, "key", KEY);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertPage(wrong);
        assertThat(submit("ADMIN", page + "/provider-keys", "provider", "openai", "key", "")
                        .statusCode())
                .isEqualTo(422);
        assertThat(submit("ADMIN", page + "/provider-keys", "provider", "openai", "key", KEY, "etag", "\"0\"")
                        .statusCode())
                .isEqualTo(412);
    }
}
