package dev.serai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.http.Sent;
import dev.serai.limits.Budget;
import dev.serai.limits.Limits;
import dev.serai.store.Actor;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.EventReader;
import dev.serai.support.Script;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Requests that are answered later, at any endpoint, to who sent them alone. */
@Timeout(120)
class JobsGatewayTest extends CallingGatewayTest {

    private static final String JOBS = "/v1/jobs";
    private static final String[] LATER = {"Prefer", "respond-async"};
    private static final Script ANSWER = Script.json(
            200,
            Answers.WHOLE.replace(
                    "}]}", "}],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":1,\"total_tokens\":101}}"));

    @Autowired
    private JobStore store;

    @Autowired
    private Jobs jobs;

    private HttpResponse<String> ask(String method, String path, Issued caller) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(path))
                        .method(method, BodyPublishers.noBody())
                        .header("Authorization", "Bearer " + caller.secret().text())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String promised(HttpResponse<String> promise) throws Exception {
        assertThat(promise.statusCode()).as(promise.body()).isEqualTo(202);
        String id = json(promise).path("id").asText();
        assertThat(promise.headers().firstValue("location")).hasValue(JOBS + "/" + id);
        return id;
    }

    private String later(Issued caller, String path, String body) throws Exception {
        return promised(callAt(path, caller, body, LATER));
    }

    /** What becomes of one. */
    private HttpResponse<String> ended(Issued caller, String id) throws Exception {
        return await(() -> quietly(caller, id), answer -> answer.statusCode() != 202);
    }

    private HttpResponse<String> quietly(Issued caller, String id) {
        try {
            return ask("GET", JOBS + "/" + id, caller);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

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
    void job_isItsCallersAlone() throws Exception {
        Project project = project(Rules.NONE);
        Issued caller = token(project, Rules.NONE);
        String id = later(caller, CHAT, chat("simulator/echo"));
        ended(caller, id);
        for (Issued other : List.of(token(project, Rules.NONE), token(Rules.NONE))) {
            assertRefused(ask("GET", JOBS + "/" + id, other), 404, "job_not_found");
            assertRefused(ask("POST", JOBS + "/" + id + "/cancel", other), 404, "job_not_found");
            assertRefused(ask("DELETE", JOBS + "/" + id, other), 404, "job_not_found");
            assertThat(json(ask("GET", JOBS, other)).path("data")).isEmpty();
        }
        assertThat(ask("GET", JOBS + "/" + id, caller).statusCode()).isEqualTo(200);
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

    /** One that was promised before. */
    private Job queued(Issued caller, String body) {
        String id = "job_" + UUID.randomUUID().toString().replace("-", "");
        Instant now = store.clock().instant();
        Job job = new Job(
                id,
                caller.token().project(),
                caller.token().id(),
                CHAT,
                Job.Status.QUEUED,
                0,
                null,
                0,
                body.length(),
                now,
                null,
                now.plusSeconds(600));
        Sent sent = new Sent(CHAT, null, "127.0.0.1", Map.of());
        store.add(job, JobContent.of(new JobContent.Asked(sent, body.getBytes(StandardCharsets.UTF_8))));
        jobs.nudge();
        return job;
    }

    private Job now(Job job) {
        return store.find(new Job.Holder(job.owner(), job.caller()), job.id()).orElseThrow();
    }

    @Test
    void revokedTokensJob_doesNotRun() throws Exception {
        UPSTREAM.answer(ANSWER);
        Issued caller = token(Rules.NONE);
        tokens.revoke(caller.token().id(), null, Actor.SERAI);
        int before = UPSTREAM.received().size();

        Job job = queued(caller, chat("openai/gpt-4o"));

        Job ended = await(() -> now(job), it -> !it.underWay());
        assertThat(ended.status()).isEqualTo(Job.Status.FAILED);
        assertThat(ended.httpStatus()).isEqualTo(401);
        assertThat(UPSTREAM.received()).hasSize(before);
    }

    @Test
    void jobThatALimitRefuses_waitsForIt() throws Exception {
        Issued caller = token(limited(new Limits(null, null, 1, Map.of())));
        CountDownLatch over = new CountDownLatch(1);
        UPSTREAM.answer(request -> request.text().contains("\"stream\":true")
                ? Script.stream().send(Answers.stream("Hi")).await(over).end()
                : ANSWER);
        Job job;
        try (EventReader stream = open(caller, streamedChat("openai/gpt-4o"))) {
            assertThat(stream.response().statusCode()).isEqualTo(200);
            job = queued(caller, chat("openai/gpt-4o"));
            await(() -> records(job.id()), rows -> !rows.isEmpty());
            assertThat(await(() -> now(job).status(), it -> it == Job.Status.QUEUED))
                    .isEqualTo(Job.Status.QUEUED);
        } finally {
            over.countDown();
        }

        assertThat(await(() -> now(job), it -> !it.underWay()).httpStatus()).isEqualTo(200);
    }
}
