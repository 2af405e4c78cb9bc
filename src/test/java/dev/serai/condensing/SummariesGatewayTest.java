package dev.serai.condensing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Conversations whose older turns a summary stands for: each turn is summarised once, and who asked pays. */
@Timeout(120)
class SummariesGatewayTest extends CondensingGatewayTest {

    private static final Script PAID = Script.json(
            200,
            Answers.WHOLE.replace(
                    "}]}", "}],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":1,\"total_tokens\":101}}"));

    /** So that others ask meanwhile. */
    private static Script slowly(Script script) {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return script;
    }

    @Test
    void summary_standsForOlderTurns() throws Exception {
        answers();

        HttpResponse<String> answer = chat(fresh("summed"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(condensed(answer)).matches("3\\d{3}->\\d+ tokens");
        JsonNode messages = asked("openai").get(0).get("messages");
        assertThat(messages.get(0).get("content").asText()).isEqualTo("Be kind");
        assertThat(messages.get(1).get("role").asText()).isEqualTo("user");
        assertThat(messages.get(1).get("content").asText()).endsWith("They talked");
        assertThat(messages.get(2).get("role").asText()).isEqualTo("assistant");
        assertThat(messages.get(3).get("role").asText()).isEqualTo("user");
        assertThat(messages.get(messages.size() - 1).get("content").asText()).isEqualTo("newest");
        assertThat(asked("mistral").get(0).path("max_tokens").asInt()).isPositive();
    }

    @Test
    void nextTurn_findsTheSummary() throws Exception {
        answers();
        ObjectNode talk = fresh("summed");
        chat(talk);
        int before = asked("mistral").size();

        talk.withArray("messages").add(Conversation.message("assistant", "well"));
        talk.withArray("messages").add(Conversation.message("user", "and now?"));
        HttpResponse<String> answer = chat(talk);

        assertThat(condensed(answer)).isNotEmpty();
        assertThat(asked("mistral")).hasSize(before);
    }

    /** A long system's message leaves room for less than a chunk. */
    @Test
    void anyNumberOfTurns_hasRoomBesideALongSystemsMessage() throws Exception {
        answers();
        Issued caller = token(Rules.NONE);
        int most = 24;
        for (int turns = 14; turns < most; turns++) {
            ObjectNode talk = talk("summed", turns, 45);
            ((ObjectNode) talk.at("/messages/0")).put("content", "Be kind" + words(1100));
            HttpResponse<String> answer = call(caller, talk.toString());
            assertThat(answer.statusCode())
                    .as("%s turns: %s", turns, answer.body())
                    .isEqualTo(200);
        }
        List<String> transcripts =
                asked("mistral").stream().map(CondensingGatewayTest::transcript).toList();
        for (int turn = 0; turn < most; turn++) {
            String mark = "question " + turn + ":";
            assertThat(transcripts.stream().filter(it -> it.contains(mark)))
                    .as("by itself, and in a whole chunk: %s", mark)
                    .hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void otherProject_hasSummariesOfItsOwn() throws Exception {
        answers();
        ObjectNode talk = fresh("summed");
        call(token(Rules.NONE), talk.toString());
        int first = asked("mistral").size();

        call(token(Rules.NONE), talk.toString());

        assertThat(asked("mistral")).hasSize(2 * first);
    }

    @Test
    void sameProject_asksOnceAtATime() throws Exception {
        answers(request -> ANSWER, request -> slowly(summary("They talked")));
        Project project = project(Rules.NONE);
        Issued caller = token(project, Rules.NONE);
        String talk = fresh("summed").toString();

        List<Integer> statuses = atOnce(8, 8, () -> call(caller, talk).statusCode());

        assertThat(statuses).containsOnly(200);
        List<String> transcripts =
                asked("mistral").stream().map(CondensingGatewayTest::transcript).toList();
        assertThat(transcripts).doesNotHaveDuplicates();
    }

    @Test
    void summary_isOnRecordWithTheRequestAndPaidFor() throws Exception {
        answers(request -> PAID, request -> summary("They talked"));
        Issued caller = token(Rules.NONE);

        HttpResponse<String> answer = call(caller, fresh("summed").toString());

        int summaries = asked("mistral").size();
        List<Map<String, Object>> records =
                await(() -> records(requestId(answer)), found -> found.size() == 1 + summaries);
        assertThat(records).hasSize(1 + summaries);
        assertThat(records.get(0)).containsEntry("provider", "openai").containsEntry("attempts", 1);
        assertThat(records.get(1))
                .containsEntry("provider", "mistral")
                .containsEntry("status", 200)
                .containsEntry("prompt_tokens", 1000L)
                .containsEntry("completion_tokens", 10L);
        BigDecimal sum = records.stream()
                .map(record -> (BigDecimal) record.get("cost"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(new BigDecimal(answer.headers().firstValue("x-serai-cost").orElseThrow()))
                .isEqualByComparingTo(sum);
        assertThat(requestsOf(caller)).as("requests by the hour").isEqualTo(1);
    }

    @Test
    void failingSummary_isRefusedUnlessItMayBeCut() throws Exception {
        answers(request -> ANSWER, request -> Script.json(500, "{}"));

        assertRefused(chat(fresh("summed")), 400, "context_length_exceeded");
        HttpResponse<String> cut = chat(fresh("both"));

        assertThat(cut.statusCode()).as(cut.body()).isEqualTo(200);
        assertThat(condensed(cut)).isNotEmpty();
        assertThat(asked("openai").get(0).get("messages").toString())
                .doesNotContain("question 0")
                .contains("newest");
    }

    @Test
    void failedSummary_isMadeByTheNextRequest() throws Exception {
        answers(request -> ANSWER, request -> Script.json(500, "{}"));
        ObjectNode talk = fresh("summed");
        chat(talk);
        answers();

        assertThat(chat(talk).statusCode()).isEqualTo(200);
    }

    @Test
    void hostileSummary_isNoLongerThanAskedFor() throws Exception {
        answers(request -> ANSWER, request -> summary("x".repeat(1_000_000)));

        HttpResponse<String> answer = chat(fresh("summed"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(asked("openai").get(0).toString().length()).isLessThan(20_000);
    }

    @Test
    void hedgedTargets_haveOneConversationEach() throws Exception {
        answers(
                request ->
                        request.path().startsWith("/openai/") ? Script.silent().stall(20) : ANSWER,
                request -> summary("They talked"));

        HttpResponse<String> answer = chat(fresh("hedged"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(condensed(answer)).isNotEmpty();
    }
}
