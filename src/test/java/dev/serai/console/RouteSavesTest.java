package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of routes that are saved, in the console and by {@code /manage}: whose, where, and what becomes of others. */
class RouteSavesTest extends EditingConsoleTest {

    private static String of(String file) {
        return "routes/files?file=" + encoded(file);
    }

    private String revision(String file) throws Exception {
        return header(read(of(file)), "etag").replace("\"", "");
    }

    private HttpResponse<String> save(String file, String text, String revision) throws Exception {
        return submit("ADMIN", "/admin/routes/save", "file", file, "text", text, "revision", revision);
    }

    @Test
    void file_isSaved_serves_andIsInTheAudit() throws Exception {
        HttpResponse<String> saved = save(MINE, ALIAS.replace("\n", "\r\n"), "");

        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
        assertThat(MINE_ON_DISK).hasContent(ALIAS);
        assertThat(post("/v1/chat/completions", chat("mine")).statusCode()).isEqualTo(200);
        assertThat(shown("ADMIN", "/admin/audit?subject=" + encoded(MINE))).contains("routes.save");
        assertThat(shown("ADMIN", "/admin/routes")).contains("saved by", "model-mine");

        assertThat(submit("OPERATOR", "/admin/routes/rollback").statusCode()).isEqualTo(200);
        assertThat(post("/v1/chat/completions", chat("mine")).statusCode()).isEqualTo(404);
        assertThat(shown("ADMIN", "/admin/audit?subject=routes")).contains("routes.rollback");
    }

    @Test
    void fileThatWasChangedMeanwhile_isShown_andNotOverwritten() throws Exception {
        save(MINE, ALIAS, "");
        String read = revision(MINE);
        Files.writeString(MINE_ON_DISK, ALIAS.replace("A name", "Another's name"));

        HttpResponse<String> refused = save(MINE, ALIAS.replace("A name", "My name"), read);
        assertThat(refused.statusCode()).isEqualTo(412);
        assertPage(refused);
        assertThat(refused.body())
                .contains(
                        "The file as it is by now",
                        "Another's name for",
                        "My name for",
                        "Save over it",
                        revision(MINE));
        assertThat(MINE_ON_DISK).content().contains("Another's");
        assertProblem(send("PUT", of(MINE), text(ALIAS), "If-Match", "\"" + read + "\""), 412, "changed_meanwhile");
        assertProblem(send("PUT", of(MINE), text(ALIAS), "If-None-Match", "*"), 412, "changed_meanwhile");

        assertThat(save(MINE, ALIAS, revision(MINE)).statusCode()).isEqualTo(303);
        assertThat(MINE_ON_DISK).hasContent(ALIAS);
    }

    @Test
    void fileWithMistakes_isNotSaved() throws Exception {
        int before = serving();
        HttpResponse<String> refused = save(MINE, BROKEN, "");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("column 11", "Nothing was changed");
        assertThat(send("PUT", of(MINE), text(BROKEN)).statusCode()).isEqualTo(422);
        assertNothingChanged(before);
    }

    /** A check starts nothing: this one is right as far as it looks. */
    @Test
    void fileThatCannotStart_isNotKept() throws Exception {
        int before = serving();
        String unstartable = "- route: { id: inbound-twice, from: { uri: \"platform-http:/v1/models\","
                + " steps: [ { log: { id: twice, message: x } } ] } }\n";
        HttpResponse<String> refused = save("routes/models/mine.camel.yaml", unstartable, "");

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertNothingChanged(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "routes/../application.yaml",
                "../secret.yaml",
                "transforms/openai/chat/request.jslt",
                "routes/models/Evil.java",
                "/etc/cron.d/x.yaml",
                MARKUP
            })
    void placeElsewhere_isRefused(String file) throws Exception {
        int before = serving();
        HttpResponse<String> refused = save(file, ALIAS, "");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertPage(refused);
        assertThat(refused.body()).contains("model-mine");
        assertProblem(send("PUT", of(file), text(ALIAS)), 422, "invalid_file_name");
        assertNothingChanged(before);
    }

    @Test
    void link_isNotWrittenThrough() throws Exception {
        Path outside = Files.writeString(HOME.resolveSibling("outside.yaml"), ALIAS);
        Files.createSymbolicLink(MINE_ON_DISK, outside.toAbsolutePath());

        assertThat(save(MINE, ALIAS, revision(MINE)).statusCode()).isEqualTo(409);
        assertThat(outside).hasContent(ALIAS);
        assertThat(MINE_ON_DISK).isSymbolicLink();
    }

    @Test
    void files_areForAdmins_andTheirOwnForms() throws Exception {
        int before = serving();
        for (String role : new String[] {"VIEWER", "OPERATOR"}) {
            for (String path : new String[] {"save", "draft"}) {
                assertThat(submit(role, "/admin/routes/" + path, "file", MINE, "text", ALIAS, "revision", "")
                                .statusCode())
                        .isEqualTo(403);
            }
            assertThat(page(role, "/admin/routes/draft").statusCode()).isEqualTo(403);
            assertProblem(send("PUT", of(MINE), text(ALIAS), as(role)), 403, "role_insufficient");
            assertProblem(read(of("routes/router.camel.yaml"), as(role)), 403, "role_insufficient");
        }
        for (String path : new String[] {"save", "draft"}) {
            assertThat(sendForm(cookie("ADMIN"), "/admin/routes/" + path, "form", "x", "file", MINE, "text", ALIAS)
                            .statusCode())
                    .isEqualTo(403);
        }
        assertNothingChanged(before);
    }

    @Test
    void markupInAFileThatServes_isText() throws Exception {
        String hostile = ALIAS.replace("A name for a model", "'" + MARKUP.replace("'", "''") + "'")
                .replace("id: mine", "id: mine, description: '" + MARKUP.replace("'", "''") + "'");
        assertThat(save(MINE, hostile, "").statusCode()).isEqualTo(303);

        for (String page : new String[] {
            "/admin/routes",
            "/admin/routes/steps?route=model-mine",
            "/admin/routes/source?file=" + encoded(MINE),
            "/admin/routes/draft?file=" + encoded(MINE)
        }) {
            assertThat(shown("ADMIN", page)).as(page).contains("&lt;script&gt;");
        }
    }
}
