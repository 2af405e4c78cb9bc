package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Role;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each page shows to whom, and what its forms do. */
class ConsolePagesTest extends ConsoleTest {

    private static final Pattern FORM = Pattern.compile("<form[^>]* method=\"post\" action=\"([^\"]*)\"");
    private static final Pattern LINK = Pattern.compile("(?:href|src|action)=\"([^\"#]*)");
    private static final String SECRET = "sk-serai-[A-Za-z0-9]+";

    static List<Arguments> pages() {
        List<Arguments> pages = new ArrayList<>();
        for (Section section : Section.values()) {
            for (Role role : Role.values()) {
                pages.add(Arguments.of(section, role));
            }
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void section_isShownToWhoMaySeeIt(Section section, Role role) throws Exception {
        HttpResponse<String> page = page(role.name(), "/" + section.path());

        assertPage(page);
        assertThat(page.statusCode())
                .isEqualTo(role.includes(section.act().least()) ? 200 : 403);
        assertThat(page.body()).contains("<h1>");
    }

    @ParameterizedTest
    @EnumSource(Section.class)
    void section_linksRelatively_andLoadsTwoFiles(Section section) throws Exception {
        String page = shown("ADMIN", "/" + section.path());

        Matcher link = LINK.matcher(page);
        while (link.find()) {
            assertThat(link.group(1)).as(page).doesNotStartWith("/").doesNotContain("://");
        }
        assertThat(page.split("<script|<link rel=\"stylesheet|<img", -1)).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(Section.class)
    void viewer_isOfferedNothingThatChanges(Section section) throws Exception {
        Matcher form = FORM.matcher(page("VIEWER", "/" + section.path()).body());
        while (form.find()) {
            assertThat(form.group(1)).endsWith("admin/logout");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/admin/projects", "/admin/tokens", "/admin/providers/simulator/breaker", "/admin/alerts/x/silence",
        "/admin/alerts/x/unsilence", "/admin/alerts/x/test", "/admin/cache/clear", "/admin/routes/reload", "/admin/routes/rollback",
        "/admin/projects/x", "/admin/projects/x/delete", "/admin/tokens/x", "/admin/tokens/x/rotate", "/admin/tokens/x/revoke",
        "/admin/tokens/x/delete"
    })
    void viewersForm_changesNothing(String path) throws Exception {
        HttpResponse<String> refused = submit("VIEWER", path, "name", name());

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("takes the role");
    }

    @Test
    void project_isMade_changed_andDeleted() throws Exception {
        String name = name();
        HttpResponse<String> made = submit(
                "OPERATOR", "/admin/projects", "name", name, "active", "true", "models", "smart simulator/*",
                "limits.requests.minute", "60", "budget.hard.month", "12.5");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
        String path = "/" + header(made, "location").substring("../".length());
        JsonNode project = json(read(path.replace("/admin/", "")));
        assertThat(project.at("/rules/models").toString()).isEqualTo("[\"smart\",\"simulator/*\"]");
        assertThat(project.at("/rules/limits/requests/minute").asInt()).isEqualTo(60);
        assertThat(project.at("/rules/budget/hard/month").decimalValue()).isEqualByComparingTo("12.5");

        String page = shown("OPERATOR", path);
        assertThat(page).contains("value=\"60\"", "<meter", name);
        String eTag = page.replaceFirst("(?s).*name=\"etag\" value=\"([^\"]*)\".*", "$1").replace("&#34;", "\"");
        assertThat(submit("OPERATOR", path, "etag", eTag, "name", name).statusCode()).isEqualTo(303);
        JsonNode changed = json(read(path.replace("/admin/", "")));
        assertThat(changed.path("active").asBoolean()).isFalse();
        assertThat(changed.path("rules")).isEmpty();

        assertThat(submit("OPERATOR", path, "etag", eTag, "name", "other").statusCode()).isEqualTo(412);
        assertThat(submit("OPERATOR", path + "/delete").statusCode()).isEqualTo(303);
        assertThat(page("OPERATOR", path).statusCode()).isEqualTo(404);
        assertThat(shown("ADMIN", "/admin/audit?subject=" + project.path("id").asText()))
                .contains("project.create", "project.update", "project.delete");
    }

    @Test
    void wrongForm_saysWhatIsWrong_andKeepsWhatWasSaid() throws Exception {
        HttpResponse<String> refused = submit(
                "OPERATOR", "/admin/projects", "name", MARKUP, "limits.requests.minute", "many", "addresses", "nowhere");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertPage(refused);
        assertThat(refused.body())
                .contains("rules.limits.requests.minute", "value=\"many\"", "Nothing was changed")
                .doesNotContain("<img");
    }

    @Test
    void token_isShownOnce_rotated_revoked_andDeleted() throws Exception {
        String project = project();
        HttpResponse<String> made = submit("OPERATOR", "/admin/tokens", "name", "a token", "project", project);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        assertThat(header(made, "cache-control")).contains("no-store");
        assertThat(made.body()).contains("data-copy=\"#secret\"", "curl http").containsPattern(SECRET);
        String path = "/" + made.body().replaceFirst("(?s).*href=\"\\.\\./(admin/tokens/tok_[^\"]*)\".*", "$1");

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
        assertThat(submit("OPERATOR", "/admin/tokens", "name", "x", "role", "ADMIN").statusCode())
                .isEqualTo(403);
        assertThat(submit("ADMIN", "/admin/tokens", "name", "x", "role", "VIEWER").statusCode())
                .isEqualTo(200);
    }

    @Test
    void markup_isText_whereverItComesFrom() throws Exception {
        String name = name() + MARKUP;
        HttpResponse<String> made = submit("ADMIN", "/admin/projects", "name", name, "models", MARKUP.replace(' ', '_'));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
        String path = "/" + header(made, "location").substring("../".length());
        HttpResponse<String> token = submit("ADMIN", "/admin/tokens", "name", MARKUP, "project", path.substring(path.lastIndexOf('/') + 1));
        assertThat(token.statusCode()).isEqualTo(200);
        post("/v1/chat/completions", "{\"model\":" + dev.serai.wire.Json.text("simulator/" + MARKUP)
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");

        for (String page : List.of(
                "/admin/projects?search=" + encoded(name), path, "/admin/tokens?search=" + encoded(MARKUP),
                "/admin/tokens/new?project=" + encoded(MARKUP), "/admin?by=model&model=" + encoded(MARKUP),
                "/admin?by=" + encoded(MARKUP), "/admin/usage?by=model&and=provider&range=" + encoded(MARKUP),
                "/admin/models?search=" + encoded(MARKUP), "/admin/audit?subject=" + path.substring(path.lastIndexOf('/') + 1))) {
            assertThat(shown("ADMIN", page)).as(page).doesNotContain("<img", "alert(1)</");
        }
        assertThat(page("ADMIN", "/admin/routes/source?file=" + encoded(MARKUP)).body()).doesNotContain("<img");
        assertThat(token.body()).doesNotContain("<img");
    }

    @Test
    void lists_pageByKey() throws Exception {
        for (int i = 0; i < 2; i++) {
            project();
        }
        String first = shown("VIEWER", "/admin/projects?limit=1");
        String next = first.replaceFirst("(?s).*name=\"after\" value=\"([^\"]*)\".*", "$1");

        assertThat(shown("VIEWER", "/admin/projects?limit=1&after=" + encoded(next))).doesNotContain(">" + next + "<");
    }

    @Test
    void breaker_isForced_andReleased() throws Exception {
        for (String[] state : new String[][] {{"closed", "forced-closed"}, {"auto", ">closed<"}}) {
            HttpResponse<String> done = submit(
                    "OPERATOR", "/admin/providers/simulator/breaker", "state", state[0], "breaker", "simulator");
            assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
            assertThat(shown("VIEWER", "/admin/providers")).contains(state[1]);
        }
    }

    @Test
    void source_isForWhoMayCheckFiles() throws Exception {
        String path = "/admin/routes/source?file=routes/router.camel.yaml";

        assertThat(shown("ADMIN", path)).contains("id=\"line1\"", "router");
        assertThat(page("OPERATOR", path).statusCode()).isEqualTo(403);
        assertThat(page("ADMIN", "/admin/routes/source?file=../application.yaml").statusCode())
                .isEqualTo(404);
    }

    @Test
    void usage_isToBeHadAsCsv_byTheSameCookie() throws Exception {
        String page = shown("VIEWER", "/admin/usage?by=project&and=model");
        String csv = page.replaceFirst("(?s).*href=\"\\.\\./(manage/usage[^\"]*)\".*", "/$1").replace("&amp;", "&");

        HttpResponse<String> answer = page("VIEWER", csv);
        assertThat(answer.statusCode()).as(csv).isEqualTo(200);
        assertThat(answer.body()).startsWith("project,model,requests");
    }
}
