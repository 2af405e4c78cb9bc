package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.store.Database;
import dev.serai.support.EventReader;
import dev.serai.usage.RequestPage;
import dev.serai.usage.RequestPosition;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;

/** {@code /admin/requests}: the log of requests, and the life of one. */
class RequestsPageTest extends ConsoleTest {

    private static final Pattern NEXT = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");

    @Autowired
    private Database database;

    /** A request whose every text has markup in it; gives its number. */
    private long hostile(String project, String timeline) {
        String at = Instant.now().atOffset(ZoneOffset.UTC).toString();
        database.sql()
                .sql("""
                        insert into usage_record (at, request_id, project, token, endpoint, alias, provider, model, status, error,
                        streaming, aborted, estimated, prompt_tokens, completion_tokens, cached_tokens, cache_write_tokens,
                        reasoning_tokens, cost, price_version, latency_ms, overhead_ms, attempts, timeline)
                        values (cast(? as timestamp with time zone), ?, ?, ?, ?, ?, ?, ?, 502, ?, true, true, true, 1, 2, 0, 0, 0,
                        0.5, ?, 1000, 1, 2, ?)
                        """)
                .params(at, MARKUP, project, MARKUP, MARKUP, MARKUP, MARKUP, MARKUP, MARKUP, MARKUP, timeline)
                .update();
        return database.sql()
                .sql("select max(id) from usage_record where project = :project")
                .param("project", project)
                .query(Long.class)
                .single();
    }

    @Test
    void whatIsSaidInRequests_isText() throws Exception {
        String project = name() + MARKUP;
        String quoted = MARKUP.replace("\"", "\\\"");
        long id = hostile(
                project,
                "[\"" + quoted + "\",1500,7,[\"" + quoted + "\",\"first\",10,500000,800000,200,\"failed\",\"" + quoted
                        + "\"]]");

        String log = shown("VIEWER", "/admin/requests?project=" + encoded(project));
        assertThat(log).contains("admin/requests/" + id, "&lt;img", "502");
        String one = shown("VIEWER", "/admin/requests/" + id);
        assertThat(one).contains("&lt;script&gt;", "class=\"waits\"", "class=\"failed\"", "7 more are not listed");
    }

    @Test
    void log_goesOnWithoutAScript_andKeepsItsFilter() throws Exception {
        String project = name();
        for (int i = 0; i < 51; i++) {
            hostile(project, null);
        }
        String first = shown("VIEWER", "/admin/requests?failed=true&from=&project=" + project);
        Matcher next = NEXT.matcher(first);
        assertThat(next.find()).isTrue();
        String address = next.group(1).replace("&amp;", "&");
        assertThat(address).contains("failed=true", "project=" + project).doesNotContain("from=");
        String second = shown("VIEWER", "/admin/" + address.substring(address.indexOf("requests")));
        assertThat(second.split("<td><a href=\"", -1)).as("entries").hasSizeBetween(2, 4);
        assertThat(NEXT.matcher(second).find()).isFalse();
        assertThat(second).doesNotContain("data-tail");
    }

    @Test
    void searchThatRanOutOfTime_saysHowFarItCame_andGoesOn() {
        RequestPosition stopped = new RequestPosition(Instant.parse("2026-11-21T12:00:00Z"), 7);
        RequestsPage.Log log =
                new RequestsPage.Log(Map.of("token", "tok_rare"), new RequestPage(List.of(), stopped, false), "USD");
        byte[] page = PageView.of("requests", Section.REQUESTS, log).render(new MockHttpServletRequest());
        assertThat(new String(page, StandardCharsets.UTF_8))
                .contains("None was found so far", "back to 2026-11-21 12:00:00", "before=" + stopped, "token=tok_rare")
                .doesNotContain("No request fits");
    }

    @Test
    void whatCannotBe_isSaidInThePage() throws Exception {
        assertThat(page("VIEWER", "/admin/requests/0").statusCode()).isEqualTo(404);
        assertThat(page("VIEWER", "/admin/requests?status=x").statusCode()).isEqualTo(422);
        assertThat(page("VIEWER", "/admin/requests?" + encoded(MARKUP) + "=1").body())
                .doesNotContain("<img");
        assertThat(shown("VIEWER", "/admin/requests?from=2026-03-01T10:00&to=2026-03-01T10:00:30"))
                .contains("No request fits");
    }

    @Test
    void browser_looksOn_untilItsSessionEnds() throws Exception {
        String cookie = newCookie("VIEWER");
        HttpRequest request = HttpRequest.newBuilder(uri("/manage/requests/live"))
                .header("Cookie", cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Accept", "text/event-stream")
                .build();
        try (EventReader events = new EventReader(CLIENT.send(request, BodyHandlers.ofInputStream()))) {
            assertThat(events.response().statusCode()).isEqualTo(200);
            assertThat(events.next()).isEqualTo(": watching");
            Matcher form = Pattern.compile("name=\"form\" value=\"([0-9a-f]{64})\"")
                    .matcher(CLIENT.send(
                                    HttpRequest.newBuilder(uri("/admin/requests"))
                                            .header("Cookie", cookie)
                                            .header("Accept", "text/html")
                                            .build(),
                                    BodyHandlers.ofString())
                            .body());
            assertThat(form.find()).isTrue();
            sendForm(cookie, "/admin/logout", "form", form.group(1));

            assertThat(events.rest()).last().isEqualTo("event: end\ndata: {}");
        }
    }
}
