package dev.serai.passthrough;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.serai.access.Caller;
import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.call.Works;
import dev.serai.provider.Provider;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a batch that says no usage, and whose output nobody reads, what it used is on record once somebody sees that it is over. */
class UnreadOutputsTest extends PassTest {

    private static final String LINE =
            "{\"response\":{\"body\":{\"model\":\"gpt-5.1\",\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":1}}}}\n";

    private final String batch = "batch_" + UUID.randomUUID().toString().replace("-", "");
    private final String output = "file-" + UUID.randomUUID().toString().replace("-", "");

    private String batch(String status, String more) {
        return "{\"id\":\"" + batch + "\",\"object\":\"batch\",\"status\":\"" + status + "\",\"input_file_id\":\"" + id
                + "\",\"output_file_id\":\"" + output + "\"" + more + "}";
    }

    private List<Map<String, Object>> batched(String project) {
        return database.sql()
                .sql("select * from usage_record where project = :project and attempts = 0")
                .param("project", project)
                .query()
                .listOfRows();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/batches/BATCH", "/v1/batches", "/passthrough/openai/batches/BATCH"})
    void batchThatSaysNoUsage_isBookedFromItsOutput_whichNobodyReads_once(String path) throws Exception {
        Project project =
                project(rules().passProvider("openai").passthrough(true).build());
        TokenRegistry.Issued caller = token(project, Rules.NONE);
        String over = batch("completed", "").replace(",\"input_file_id\":\"" + id + "\"", "");
        answers(it -> it.path().contains("/content")
                ? Script.typed(200, "application/octet-stream", LINE.repeat(250))
                : Script.json(
                        200,
                        it.path().endsWith("batches") && it.method().equals("GET")
                                ? "{\"object\":\"list\",\"data\":[" + over + "]}"
                                : over));
        ask(caller, "POST", "/v1/batches", "{}");
        for (int i = 0; i < 4; i++) {
            ask(caller, "GET", path.replace("BATCH", batch), null);
        }
        List<Map<String, Object>> booked = await(() -> batched(project.id()), found -> !found.isEmpty());
        for (int i = 0; i < 4; i++) {
            ask(caller, "GET", path.replace("BATCH", batch), null);
        }
        HttpResponse<String> read = ask(caller, "GET", "/v1/files/" + output + "/content", null);
        await(() -> records(requestId(read)), found -> found.size() == 1);
        assertThat(batched(project.id()).stream()
                        .mapToLong(it -> (Long) it.get("prompt_tokens"))
                        .sum())
                .as("%s", booked)
                .isEqualTo(2500);
        long outputs =
                passed().stream().filter(it -> it.path().contains("/content")).count();
        assertThat(outputs).isBetween(2L, 5L);
    }

    private void reads(String made, String seen, String what, String path, String line) throws Exception {
        Project project = project(allowed());
        TokenRegistry.Issued caller = token(project, Rules.NONE);
        UPSTREAM.answerAll(it -> it.path().contains(path)
                ? Script.typed(200, "application/x-jsonl", line.repeat(3))
                : it.path().endsWith("/models") ? null : Script.json(200, what));
        ask(caller, "POST", made, "{}");
        assertThat(ask(caller, "GET", seen, null).body()).isEqualTo(what);
        List<Map<String, Object>> booked = await(() -> batched(project.id()), found -> !found.isEmpty());
        assertThat(booked).hasSize(1);
        assertThat(booked.get(0)).containsEntry("prompt_tokens", 21L).containsEntry("completion_tokens", 9L);
        ask(caller, "GET", seen, null);
        assertThat(batched(project.id())).hasSize(1);
    }

    @Test
    void batchThatSaysItUsedNothing_isBookedFromItsOutput() throws Exception {
        reads(
                "/passthrough/openai/batches",
                "/passthrough/openai/batches/" + batch,
                batch("completed", ",\"usage\":{\"input_tokens\":0,\"output_tokens\":0}"),
                output + "/content",
                "{\"response\":{\"body\":{\"model\":\"m\",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}}}\n");
    }

    @Test
    void resultsOfMessages_areReadOnceTheirBatchHasEnded() throws Exception {
        String its = "msgbatch_" + UUID.randomUUID().toString().replace("-", "");
        reads(
                "/passthrough/anthropic/v1/messages/batches",
                "/passthrough/anthropic/v1/messages/batches/" + its,
                "{\"id\":\"" + its + "\",\"type\":\"message_batch\",\"processing_status\":\"ended\"}",
                its + "/results",
                "{\"custom_id\":\"a\",\"result\":{\"type\":\"succeeded\",\"message\":{\"model\":\"claude-sonnet-4-5\","
                        + "\"usage\":{\"input_tokens\":7,\"output_tokens\":3}}}}\n");
    }

    @Test
    void fileThatGeminisBatchHasWritten_isReadOnceThatIsOver() throws Exception {
        String its = UUID.randomUUID().toString().substring(0, 13);
        reads(
                "/passthrough/gemini/v1beta/models/gemini-2.5-flash:batchGenerateContent",
                "/passthrough/gemini/v1beta/batches/" + its,
                "{\"name\":\"batches/" + its + "\",\"metadata\":{\"state\":\"BATCH_STATE_SUCCEEDED\"},\"done\":true,"
                        + "\"response\":{\"responsesFile\":\"files/batch-" + its + "\"}}",
                "/gemini/v1beta/files/batch-" + its + ":download?alt=media",
                "{\"key\":\"a\",\"response\":{\"candidates\":[],\"modelVersion\":\"gemini-2.5-flash\",\"usageMetadata\":"
                        + "{\"promptTokenCount\":7,\"candidatesTokenCount\":3,\"totalTokenCount\":10}}}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/batches/ID", "/batches"})
    void answersInGeminisBatchItself_areBookedOnceItIsSeenFinished(String path) throws Exception {
        String its = UUID.randomUUID().toString().substring(0, 13);
        String root = "/passthrough/gemini/v1beta";
        Project project = project(allowed());
        TokenRegistry.Issued caller = token(project, Rules.NONE);
        String answer =
                "{\"response\":{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":"
                        + "{\"usageMetadata\":{\"promptTokenCount\":5000}}}}]}}],\"usageMetadata\":{\"promptTokenCount\":7,"
                        + "\"candidatesTokenCount\":3,\"totalTokenCount\":10},\"modelVersion\":\"gemini-2.5-flash\"}}";
        String over = "{\"name\":\"batches/" + its + "\",\"metadata\":{\"model\":\"models/gemini-2.5-flash\",\"state\":"
                + "\"BATCH_STATE_SUCCEEDED\"},\"done\":true,\"response\":{\"inlinedResponses\":{\"inlinedResponses\":["
                + answer + "," + answer + ",{\"error\":{\"code\":13}}," + answer + "]}}}";
        UPSTREAM.answerAll(it -> Script.json(
                200, "{\"name\":\"batches/" + its + "\",\"metadata\":{\"state\":\"BATCH_STATE_PENDING\"}}"));
        ask(caller, "POST", root + "/models/gemini-2.5-flash:batchGenerateContent", "{}");
        answers(Script.json(200, path.endsWith("ID") ? over : "{\"batches\":[" + over + "]}"));
        for (int i = 0; i < 3; i++) {
            assertThat(ask(caller, "GET", root + path.replace("ID", its), null).body())
                    .contains("inlinedResponses");
        }
        List<Map<String, Object>> booked = await(() -> batched(project.id()), found -> !found.isEmpty());
        assertThat(booked).hasSize(1);
        assertThat(booked.get(0))
                .containsEntry("prompt_tokens", 21L)
                .containsEntry("completion_tokens", 9L)
                .containsEntry("model", "gemini-2.5-flash");
    }

    @ParameterizedTest
    @ValueSource(classes = {RejectedExecutionException.class, OutOfMemoryError.class})
    void outputThatNoThreadIsThereFor_isReadAnotherTime_andHoldsNothing(Class<? extends Throwable> thrown) {
        Works works = mock(Works.class);
        Works.Work work = mock(Works.Work.class);
        when(works.begin(any(), any(), any(), anyLong(), any())).thenReturn(work);
        Executor threads = mock(Executor.class);
        doThrow(thrown).when(threads).execute(any());
        Provider provider = mock(Provider.class);
        when(provider.name()).thenReturn("openai");
        when(provider.parameter("passOutputPath")).thenReturn("files/{id}/content");
        Exchange seen = new DefaultExchange(new DefaultCamelContext());
        seen.setVariable(Caller.VARIABLE, Caller.gateway());
        UnreadOutputs outputs = new UnreadOutputs(() -> works, threads);

        for (int i = 0; i < 2; i++) {
            outputs.read(seen, provider, new OwnedIds.Owned("openai", "file-1", true, 0, null));
        }

        verify(threads, times(2)).execute(any());
        verify(work, times(2)).close();
    }
}
