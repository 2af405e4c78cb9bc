package dev.serai.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.RawConnection;
import dev.serai.support.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every request is counted once, when its answer's last byte is out, and by no word of its sender. */
class HttpMetersTest extends MeteredGatewayTest {

    private static final String REQUESTS = "http_requests_total";

    private static String[] labels(String endpoint, String method, int status) {
        return new String[] {"endpoint=\"" + endpoint + "\"", "method=\"" + method + "\"", "status=\"" + status + "\""};
    }

    @Test
    void request_isCountedWithItsTime() throws Exception {
        String[] labels = labels(CHAT, "POST", 200);
        double before = page().sum("http_request_duration_seconds_count", labels);

        grows(1, () -> post(CHAT, chat("openai/gpt-4o")), REQUESTS, labels);

        assertThat(page().sum("http_request_duration_seconds_count", labels)).isEqualTo(before + 1);
        assertThat(page().has("http_request_duration_seconds_bucket", "le=\"0.25\"", labels[0]))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "other, /no/such/path, other, 404",
        "other, /v1/chat/completions, /v1/chat/completions, 405",
        "GET, /health/live, /health, 200",
        "GET, /v1/models, /v1/models, 200"
    })
    void answer_isCountedWhoeverGivesIt(String method, String path, String endpoint, int status) throws Exception {
        grows(
                1,
                () -> assertThat(get(path).statusCode()).isEqualTo(status),
                REQUESTS,
                labels(endpoint, method, status));
    }

    @Test
    void strangerAtManage_isCounted() throws Exception {
        grows(
                1,
                () -> CLIENT.send(
                        java.net.http.HttpRequest.newBuilder(uri("/manage/projects"))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.discarding()),
                REQUESTS,
                labels("/manage", "other", 401));
    }

    @Test
    void requestThatTomcatRefuses_isCounted() throws Exception {
        grows(
                1,
                () -> {
                    try (RawConnection connection = new RawConnection(port)) {
                        connection.send("GET /\u0001 HTTP/1.1\r\nHost: x\r\n\r\n");
                        assertThat(connection.reply().status()).isEqualTo(400);
                    }
                },
                REQUESTS,
                "endpoint=\"other\"",
                "status=\"400\"");
    }

    @Test
    void methodThatSomebodyMakesUp_isOther() throws Exception {
        grows(
                1,
                () -> {
                    try (RawConnection connection = new RawConnection(port)) {
                        connection.send("MADEUP /v1/models HTTP/1.1\r\nHost: x\r\n\r\n");
                        connection.reply();
                    }
                },
                REQUESTS,
                "method=\"other\"");
        assertThat(page().series()).noneMatch(it -> it.contains("MADEUP"));
    }

    @Test
    void clientThatLeaves_hasTheStatusOfThat_andItsStreamIsOpenUntilThen() throws Exception {
        UPSTREAM.answer(request -> Script.stream().send(Answers.content("Hi")).stall(20));
        grows(
                1,
                () -> {
                    try (EventReader stream = open(CHAT, streamedChat("openai/gpt-4o"))) {
                        stream.nextEvent();
                        assertThat(page().sum("serai_requests_in_flight")).isEqualTo(1);
                        assertThat(page().sum("serai_streams_open")).isEqualTo(1);
                    }
                },
                REQUESTS,
                labels(CHAT, "POST", 499));
        await(() -> page().sum("serai_streams_open"), open -> open == 0);
    }

    @Test
    void idleGateway_hasNothingInFlight() {
        assertThat(page().sum("serai_requests_in_flight")).isZero();
    }
}
