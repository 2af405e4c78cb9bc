package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.EventReader;
import dev.serai.wire.Json;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@code /manage/requests}: the log of requests, one of them, and those that end while somebody looks on. */
class ManageRequestsTest extends ManageTest {

    /** The log of a token's requests; waits until there are so many. */
    private JsonNode log(JsonNode token, int count, String query) throws Exception {
        String path = "requests?token=" + id(token) + query;
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        json(read("requests?token=" + id(token))).path("data").size() >= count);
        return json(read(path));
    }

    private EventReader watch(String query, String... who) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/manage/requests/live?" + query));
        HttpResponse<InputStream> response = CLIENT.send(request.headers(who).build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        EventReader events = new EventReader(response);
        assertThat(events.next()).isEqualTo(": watching");
        return events;
    }

    private static String admin() {
        return "Bearer " + ADMIN_KEY;
    }

    @Test
    void requestsOfAToken_areThere_newestFirst_inPages() throws Exception {
        JsonNode token = tokenOf(project());
        call(token);
        call(token);
        post("/v1/chat/completions", chat("simulator/nobody/<script>"), bearer(token));

        JsonNode all = log(token, 3, "");
        assertThat(all.path("data")).hasSize(3);
        assertThat(all.path("next").isNull()).isTrue();
        assertThat(all.path("complete").asBoolean()).isTrue();
        JsonNode page = log(token, 3, "&limit=2");
        assertThat(page.path("data")).hasSize(2);
        JsonNode rest = log(token, 3, "&limit=2&before=" + page.path("next").asText());
        assertThat(rest.path("data")).hasSize(1);
        assertThat(rest.at("/data/0/id")).isEqualTo(all.at("/data/2/id"));
    }

    @Test
    void filters_narrow() throws Exception {
        JsonNode token = tokenOf(project());
        String found = header(call(token), "x-request-id");
        call(token);

        log(token, 2, "");
        assertThat(log(token, 2, "&request_id=" + found).path("data")).hasSize(1);
        assertThat(log(token, 2, "&failed=true").path("data")).isEmpty();
        assertThat(log(token, 2, "&alias=simulator/echo&status=200&max_cost=1").path("data"))
                .hasSize(2);
        assertThat(log(token, 2, "&min_cost=1").path("data")).isEmpty();
        assertThat(log(token, 2, "&min_latency_ms=1000000").path("data")).isEmpty();
        assertThat(log(token, 2, "&to=2026-01-01T00:00:00Z").path("data")).isEmpty();
    }

    @Test
    void oneRequest_saysWhoWasAskedAndWhen() throws Exception {
        JsonNode token = tokenOf(project());
        call(token);

        String id = log(token, 1, "").at("/data/0/id").asText();
        JsonNode request = json(read("requests/" + id));
        assertThat(request.path("token").asText()).isEqualTo(id(token));
        assertThat(request.path("timeline")).hasSize(1);
        JsonNode attempt = request.at("/timeline/0");
        assertThat(attempt.path("target").asText()).isEqualTo("simulator/echo");
        assertThat(attempt.path("outcome").asText()).isEqualTo("answered");
        assertThat(attempt.path("beganMs").asDouble() + attempt.path("tookMs").asDouble())
                .isGreaterThan(0)
                .isLessThanOrEqualTo(request.path("latencyMs").asDouble() + 1);
        assertThat(request.path("beside")).isEmpty();
    }

    @Test
    void whatCannotBe_isSaid() throws Exception {
        for (String id : List.of("0", "999999999999999999", "x", "9999999999999999999", "-1")) {
            assertProblem(read("requests/" + id), 404, "request_not_found");
        }
        for (String before : List.of("1", "x-1", "1-", "1-9999999999999999999", "-1-1")) {
            assertThat(faults(read("requests?before=" + before))).containsExactly("before");
        }
        for (String amount : List.of("1e3", "-1", ".5", "1.0000000000001", "x")) {
            assertThat(faults(read("requests?min_cost=" + amount))).containsExactly("min_cost");
        }
        assertThat(faults(read("requests?from=2026-03-02T00:00:00Z&to=2026-03-02T00:00:00Z")))
                .containsExactly("from");
        assertThat(faults(read("requests?nonsense=1"))).containsExactly("nonsense");
        String strange = URLEncoder.encode("' or 1=1 --", StandardCharsets.UTF_8);
        assertThat(json(read("requests?project=" + strange)).path("data")).isEmpty();
    }

    @Test
    void requestsThatEnd_areShownToWhoLooksOn() throws Exception {
        JsonNode token = tokenOf(project());
        try (EventReader events = watch("token=" + id(token), "Authorization", admin())) {
            call(tokenOf(project()));
            call(token);

            String event = events.nextEvent();
            assertThat(event).startsWith("event: requests\ndata: ");
            JsonNode told = Json.parse(event.substring(event.indexOf('{')).getBytes(StandardCharsets.UTF_8));
            assertThat(told.path("requests")).hasSize(1);
            assertThat(told.at("/requests/0/token").asText()).isEqualTo(id(token));
        }
    }

    @Test
    void whoLooksOn_isSentAway_whenTheirTokenIsRevoked() throws Exception {
        JsonNode viewer = token("\"role\":\"VIEWER\"");
        try (EventReader events = watch("", bearer(viewer))) {
            assertThat(send("POST", "tokens/" + id(viewer) + "/revoke", null).statusCode())
                    .isEqualTo(200);

            assertThat(events.rest()).last().isEqualTo("event: end\ndata: {}");
        }
    }
}
