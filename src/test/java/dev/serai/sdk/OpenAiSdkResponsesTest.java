package dev.serai.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseRetrieveParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** OpenAI's own Java client and the Responses API, over a provider that knows chats alone. */
class OpenAiSdkResponsesTest extends SdkTest {

    private static ResponseCreateParams.Builder respond(String text) {
        return ResponseCreateParams.builder().model("simulator/echo").input(text);
    }

    private Response answer(ResponseCreateParams.Builder question) {
        return client().responses().create(question.build());
    }

    private Response streamed(ResponseCreateParams.Builder question) {
        ResponseAccumulator answer = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> events = client().responses().createStreaming(question.build())) {
            events.stream().forEach(answer::accumulate);
        }
        return answer.response();
    }

    private static String text(Response response) {
        StringBuilder text = new StringBuilder();
        response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(part -> part.outputText().stream())
                .forEach(part -> text.append(part.text()));
        return text.toString();
    }

    private static ResponseFunctionToolCall onlyCall(Response response) {
        List<ResponseFunctionToolCall> calls = response.output().stream()
                .flatMap(item -> item.functionCall().stream())
                .toList();
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    private static FunctionTool weather() {
        return FunctionTool.builder()
                .name("get_weather")
                .strict(false)
                .parameters(FunctionTool.Parameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .build())
                .build();
    }

    @Test
    void wholeResponse_isRead() {
        Response answer = answer(respond("Hello"));

        assertThat(text(answer)).contains("Hello");
        assertThat(answer.status()).contains(ResponseStatus.COMPLETED);
        assertThat(answer.usage().orElseThrow().outputTokens()).isPositive();
    }

    @Test
    void streamedResponse_saysWhatTheWholeOneSays() {
        assertThat(text(streamed(respond("Hello, Wörld 世界")))).isEqualTo(text(answer(respond("Hello, Wörld 世界"))));
    }

    @Test
    void tools_goRound() {
        var question = respond("How warm is it?").addTool(weather());
        ResponseFunctionToolCall call = onlyCall(answer(question));
        assertThat(call.name()).isEqualTo("get_weather");
        assertThat(onlyCall(streamed(question)).arguments()).isEqualTo(call.arguments());

        Response end = answer(question.inputOfResponse(List.of(
                ResponseInputItem.ofFunctionCall(call),
                ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                        .callId(call.callId())
                        .output("21 degrees")
                        .build()))));

        assertThat(end.output()).anyMatch(ResponseOutputItem::isMessage);
    }

    @Test
    void previousResponse_isGoneOnFrom() {
        Response first = answer(respond("Hello"));

        Response second = answer(respond("And now?").previousResponseId(first.id()));

        assertThat(second.previousResponseId()).contains(first.id());
        assertThat(second.usage().orElseThrow().inputTokens())
                .isGreaterThan(first.usage().orElseThrow().inputTokens());
        assertThat(client().responses().inputItems().list(second.id()).items()).hasSize(3);
    }

    @Test
    void response_isFoundAndDeleted() {
        String id = answer(respond("Hello")).id();

        assertThat(client().responses().retrieve(id).id()).isEqualTo(id);
        client().responses().delete(id);

        NotFoundException error = catchThrowableOfType(
                NotFoundException.class, () -> client().responses().retrieve(id));
        assertThat(error.statusCode()).isEqualTo(404);
    }

    @Test
    void unknownPreviousResponse_isABadRequest() {
        BadRequestException error = catchThrowableOfType(
                BadRequestException.class, () -> answer(respond("Hello").previousResponseId("resp_unknown")));

        assertThat(error.code()).contains("previous_response_not_found");
    }

    @Test
    void streamInTheBackground_isGoneOnFrom() {
        List<ResponseStreamEvent> events;
        try (StreamResponse<ResponseStreamEvent> stream = client().responses()
                .createStreaming(respond("Hello").background(true).build())) {
            events = stream.stream().toList();
        }
        String id = events.get(0).asCreated().response().id();
        assertThat(events.get(1).isQueued()).isTrue();

        try (StreamResponse<ResponseStreamEvent> rest = client().responses()
                .retrieveStreaming(ResponseRetrieveParams.builder()
                        .responseId(id)
                        .startingAfter(3)
                        .build())) {
            assertThat(rest.stream().toList()).isEqualTo(events.subList(4, events.size()));
        }
        assertThat(events.get(events.size() - 1).asCompleted().response())
                .isEqualTo(client().responses().retrieve(id));
    }

    @Test
    void failedStream_isAFailedResponse() {
        Response answer = streamed(respond("Hello").model("simulator/cut"));

        assertThat(answer.status()).contains(ResponseStatus.FAILED);
    }
}
