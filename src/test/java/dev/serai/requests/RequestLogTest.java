package dev.serai.requests;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.EventReader;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whether each request can be found in the log, and what of it stands there. */
@ExtendWith(OutputCaptureExtension.class)
class RequestLogTest extends CallingGatewayTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("requests");

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Level before = LOG.getLevel();

    @BeforeEach
    void listen() {
        LOG.setLevel(Level.INFO);
        lines.start();
        LOG.addAppender(lines);
    }

    @AfterEach
    void leave() {
        LOG.detachAppender(lines);
        LOG.setLevel(before);
    }

    /** The line comes when the answer is out already. */
    private ILoggingEvent line(String id) throws Exception {
        return await(() -> found(id), found -> found.size() == 1).get(0);
    }

    private List<ILoggingEvent> found(String id) {
        return lines().filter(line -> id.equals(fields(line).get("requestId"))).toList();
    }

    private Stream<ILoggingEvent> lines() {
        return List.copyOf(lines.list).stream();
    }

    private static Map<String, Object> fields(ILoggingEvent line) {
        Map<String, Object> fields = new HashMap<>();
        if (line.getKeyValuePairs() != null) {
            line.getKeyValuePairs().forEach(pair -> fields.put(pair.key, pair.value));
        }
        return fields;
    }

    @Test
    void answeredRequest_saysWhoWhatAndHowMuch() throws Exception {
        TokenRegistry.Issued caller = token(Rules.NONE);
        HttpResponse<String> answer = call(caller, chat("simulator/echo"));

        ILoggingEvent line = line(requestId(answer));

        assertThat(line.getLevel()).isEqualTo(Level.INFO);
        assertThat(line.getFormattedMessage()).isEqualTo(CHAT + " 200");
        assertThat(fields(line))
                .containsEntry("project", caller.token().project())
                .containsEntry("token", caller.token().id())
                .containsEntry("tokenName", "token")
                .containsEntry("endpoint", CHAT)
                .containsEntry("alias", "simulator/echo")
                .containsEntry("provider", "simulator")
                .containsEntry("model", "echo")
                .containsEntry("stream", false)
                .containsEntry("status", 200)
                .containsEntry("promptTokens", 1L)
                .containsEntry("attempts", 1)
                .containsKeys("completionTokens", "latencyMs", "overheadMs")
                .doesNotContainKeys("errorCode", "asked", "caller", "firstTokenMs");
        assertThat(fields(line).toString())
                .doesNotContain("Hello", caller.secret().text());
    }

    @Test
    void streamedRequest_saysWhenItsFirstTokenCame() throws Exception {
        TokenRegistry.Issued caller = token(Rules.NONE);
        try (EventReader stream = open(caller, streamedChat("simulator/echo"))) {
            stream.rest();
        }
        ILoggingEvent line = await(
                        () -> lines().filter(it ->
                                        caller.token().id().equals(fields(it).get("token")))
                                .toList(),
                        found -> !found.isEmpty())
                .get(0);
        assertThat(fields(line)).containsEntry("stream", true).containsKey("firstTokenMs");
    }

    @Test
    void level_isThatOfTheOutcome() throws Exception {
        ILoggingEvent wrong = line(requestId(post(CHAT, chat("nobody/knows"))));
        ILoggingEvent failed = line(requestId(post(CHAT, chat("simulator/500"))));

        assertThat(wrong.getLevel()).isEqualTo(Level.INFO);
        assertThat(wrong.getFormattedMessage()).isEqualTo(CHAT + " 404 model_not_found");
        assertThat(failed.getLevel()).isEqualTo(Level.WARN);
        assertThat(fields(failed)).containsEntry("errorCode", "server_error").containsEntry("status", 500);
    }

    @Test
    void failover_saysWhoWasAsked() throws Exception {
        ObjectNode chat = (ObjectNode) Json.parse(chat("simulator/503").getBytes(StandardCharsets.UTF_8));
        chat.putArray("fallbacks").add("simulator/echo");
        HttpResponse<String> answer = post(CHAT, chat.toString());

        assertThat(fields(line(requestId(answer))))
                .containsEntry("status", 200)
                .containsEntry("attempts", 2)
                .hasEntrySatisfying(
                        "asked",
                        asked -> assertThat((String) asked).contains("simulator/503 503", "simulator/echo 200"));
    }

    @Test
    void stranger_hasALine_withoutTheKeyThatWasShown() throws Exception {
        HttpResponse<String> answer =
                post(CHAT, chat("simulator/echo"), "Authorization", "Bearer sk-serai-canary0123456789");

        ILoggingEvent line = line(requestId(answer));

        assertThat(line.getFormattedMessage()).isEqualTo(CHAT + " 401 invalid_api_key");
        assertThat(fields(line)).doesNotContainKeys("project", "token", "caller");
        assertThat(fields(line).toString()).doesNotContain("canary");
    }

    @Test
    void callersWords_cannotPassForOthers(CapturedOutput output) throws Exception {
        ObjectNode chat = (ObjectNode) Json.parse(chat("x").getBytes(StandardCharsets.UTF_8));
        line(requestId(post(
                CHAT, chat.put("model", "x\n2026-11-27T00:00:00Z ERROR forged").toString())));
        HttpResponse<String> answer =
                post(CHAT, chat.put("model", "x status=200 ERROR forged \u202e").toString());

        line(requestId(answer));

        String shown = output.toString()
                .lines()
                .filter(it -> it.contains("requestId=" + requestId(answer)))
                .findFirst()
                .orElseThrow();
        assertThat(shown)
                .contains("alias=\"x status=200 ERROR forged \\\\u202e\"")
                .contains(" status=404 ");
        assertThat(output.toString().lines()).noneMatch(it -> it.startsWith("2026-11-27T00:00:00Z"));
    }

    @Test
    void flood_isCounted() {
        LineBudget budget = new LineBudget(20);
        int written = 0;
        for (int i = 0; i < 1000; i++) {
            written += budget.takes() ? 1 : 0;
        }
        assertThat(written).isEqualTo(20);
        assertThat(budget.begins()).isEqualTo(980);
        assertThat(budget.takes()).isTrue();
        assertThat(budget.begins()).isZero();
    }

    @Test
    void floodOfStrangers_hidesNobodyElse() throws Exception {
        for (int i = 0; i < 60; i++) {
            post(CHAT, chat("simulator/echo"), "Authorization", "Bearer sk-serai-wrong0123456789");
        }
        line(requestId(call(token(Rules.NONE), chat("simulator/echo"))));

        List<String> missing = await(
                () -> lines().map(ILoggingEvent::getFormattedMessage)
                        .filter(it ->
                                it.endsWith("more requests of unknown callers were refused within a second and have"
                                        + " no line here"))
                        .toList(),
                found -> !found.isEmpty());
        assertThat(missing).isNotEmpty();
        assertThat(lines().filter(it -> it.getFormattedMessage().contains(" 401 ")))
                .hasSizeLessThan(60);
    }

    /** An error transform of one's own may give what a provider says; its field is quoted, and the message is not. */
    @Test
    void codeThatIsNoWord_cannotPassForOthers() {
        assertThat(RequestLog.word("model_not_found")).isEqualTo(" model_not_found");
        assertThat(RequestLog.word(null)).isEmpty();
        assertThat(RequestLog.word("x requestId=req_forged status=200")).isEmpty();
        assertThat(RequestLog.word("x\u00a0status=200")).isEmpty();
        assertThat(RequestLog.word("x".repeat(8192))).isEmpty();
    }
}
