package dev.serai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.limits.Budget;
import dev.serai.support.Script;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are answered later, at any endpoint, to who sent them alone. */
@Timeout(120)
class JobsGatewayTest extends JobsGateway {

    @Test
    void chat_isPromisedAtOnceAndAnsweredLater() throws Exception {
        UPSTREAM.answer(ANSWER);
        Issued caller = token(Rules.NONE);

        HttpResponse<String> promise = callAt(CHAT, caller, chat("openai/gpt-4o"), LATER);

        assertThat(header(promise, "preference-applied")).isEqualTo("respond-async");
        assertThat(header(promise, "retry-after")).isEqualTo("1");
        assertThat(json(promise).path("status").asText()).isEqualTo("queued");
        String id = promised(promise);
        HttpResponse<String> answer = ended(caller, id);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(call(caller, chat("openai/gpt-4o")).body());
        assertThat(header(answer, "x-serai-job")).isEqualTo("completed");
        assertThat(header(answer, "x-serai-provider")).isEqualTo("openai");
        assertThat(header(answer, "x-serai-cost")).isNotEmpty();
        Map<String, Object> record = record(id);
        assertThat(record.get("token")).isEqualTo(caller.token().id());
        assertThat(((Number) record.get("prompt_tokens")).intValue()).isEqualTo(100);
        assertThat(((Number) record(requestId(promise)).get("prompt_tokens")).intValue())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/completions|{\"model\":\"simulator/echo\",\"prompt\":\"Hello\"}",
                "/v1/embeddings|{\"model\":\"simulator/echo\",\"input\":\"Hello\"}",
                "/v1/messages|{\"model\":\"simulator/echo\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
                "/v1/responses|{\"model\":\"simulator/echo\",\"input\":\"Hello\"}",
                "/v1beta/models/simulator%2Fecho:generateContent|{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}",
                "/v1/chat/completions|{\"model\":\"simulator/500\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
                "/v1/messages|{\"model\":\"simulator/500\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
                "/v1/chat/completions|{\"model\":\"simulator/echo\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
                "/v1/chat/completions|{\"model\":\"simulator/truncated\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
                "/v1/chat/completions|{\"model\":\"simulator/429\",\"fallbacks\":[\"simulator/echo\"],\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
            })
    void anyEndpoint_isAnsweredLaterAsItWouldHaveBeen(String path, String body) throws Exception {
        Issued caller = token(Rules.NONE);
        HttpResponse<String> inline;
        try {
            inline = callAt(path, caller, body);
        } catch (IOException cut) { // as streams are that fail
            inline = null;
        }

        HttpResponse<String> answer = ended(caller, later(caller, path, body));

        if (inline == null) {
            assertThat(answer.body()).contains("upstream_stream_truncated").doesNotContain("[DONE]");
            return;
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(inline.statusCode());
        assertThat(header(answer, "content-type")).isEqualTo(header(inline, "content-type"));
        assertThat(header(answer, "x-serai-provider")).isEqualTo(header(inline, "x-serai-provider"));
        assertThat(shape(answer.body())).isEqualTo(shape(inline.body()));
        assertThat(header(answer, "x-should-retry")).isEqualTo(answer.statusCode() < 400 ? "" : "false");
    }

    /** Without ids and times, which are of each answer its own. */
    private static String shape(String body) {
        return body.replaceAll("[a-z]+[_-][0-9A-Za-z_.-]{8,}", "id").replaceAll("\\d{6,}", "0");
    }

    @Test
    void whoWantsNone_isAnsweredAtOnce() throws Exception {
        Issued caller = token(Rules.NONE);
        assertThat(callAt(CHAT, caller, chat("simulator/echo"), "Prefer", "wait=5, return=minimal")
                        .statusCode())
                .isEqualTo(200);
        assertThat(callAt(
                                "/v1/messages/count_tokens",
                                caller,
                                "{\"model\":\"simulator/echo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
                                LATER)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatIsRefused_isRefusedAtOnce() throws Exception {
        assertRefused(callAt(CHAT, token(Rules.NONE), chat("no-such-model"), LATER), 404, "model_not_found");
        Issued poor = token(budgeted(new Budget(null, new Budget.Amounts(BigDecimal.ZERO, null, null))));
        assertThat(callAt(CHAT, poor, chat("openai/gpt-4o"), LATER).statusCode())
                .isEqualTo(429);
    }

    @Test
    void cancelledJob_endsTheCallUpstream_andStaysCancelled() throws Exception {
        UPSTREAM.answer(Script.silent().stall(60));
        Issued caller = token(Rules.NONE);
        String id = later(caller, CHAT, chat("openai/gpt-4o"));
        await(() -> UPSTREAM.received().size(), count -> count > 0);
        await(() -> progress(caller, id).path("attempts").asInt(), attempts -> attempts == 1);

        assertThat(database.sql()
                        .sql("select content from job where id = :id")
                        .param("id", id)
                        .query(String.class)
                        .single())
                .contains(CHAT)
                .doesNotContainIgnoringCase("authorization")
                .doesNotContain(caller.secret().text());

        HttpResponse<String> cancelled = ask("POST", JOBS + "/" + id + "/cancel", caller);

        assertThat(json(cancelled).path("status").asText()).isEqualTo("cancelled");
        assertRefused(ended(caller, id), 410, "job_cancelled");
        assertThat(UPSTREAM.awaitAbort(30)).isTrue();
        assertThat(json(ask("POST", JOBS + "/" + id + "/cancel", caller))
                        .path("status")
                        .asText())
                .isEqualTo("cancelled");
    }

    private JsonNode progress(Issued caller, String id) {
        try {
            return json(quietly(caller, id)).path("progress");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void deletedJob_isGone() throws Exception {
        Issued caller = token(Rules.NONE);
        String id = later(caller, CHAT, chat("simulator/echo"));
        ended(caller, id);

        assertThat(json(ask("DELETE", JOBS + "/" + id, caller)).path("deleted").asBoolean())
                .isTrue();

        assertRefused(ask("GET", JOBS + "/" + id, caller), 404, "job_not_found");
        assertRefused(ask("DELETE", JOBS + "/" + id, caller), 404, "job_not_found");
    }

    @Test
    void jobs_areListedPageByPage() throws Exception {
        Issued caller = token(Rules.NONE);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, later(caller, CHAT, chat("simulator/echo")));
            Thread.sleep(2); // those of one millisecond are in no order
        }
        List<String> listed = new ArrayList<>();
        String after = "";
        for (boolean more = true; more; ) {
            JsonNode page = json(ask("GET", JOBS + "?limit=2" + after, caller));
            page.path("data").forEach(job -> listed.add(job.path("id").asText()));
            after = "&after=" + page.path("last_id").asText();
            more = page.path("has_more").asBoolean();
        }
        assertThat(listed).isEqualTo(ids);
        assertThat(ask("GET", JOBS + "?limit=0", caller).statusCode()).isEqualTo(400);
        assertThat(ask("GET", JOBS + "?after=nobody", caller).statusCode()).isEqualTo(400);
    }
}
