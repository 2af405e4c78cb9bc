package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to models speak of what their project has had kept, and of nothing else that a provider keeps. */
class HeldChatsTest extends PassTest {

    private static final String CHAT_ANSWER =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"gpt-5.1\",\"choices\":"
                    + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"a\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}";

    private static String chatOf(String part) {
        return "{\"model\":\"openai/gpt-5.1\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
                + part + "]}]}";
    }

    private static final String RESPONSE =
            "{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1,\"status\":\"completed\",\"model\":\"gpt-5.1\","
                    + "\"output\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1,\"total_tokens\":2}}";

    @Test
    void chat_speaksOfItsProjectsFilesAlone() throws Exception {
        TokenRegistry.Issued owner = owner();
        TokenRegistry.Issued other = caller("openai");
        answers(Script.json(200, CHAT_ANSWER));
        for (String part : List.of(
                "{\"type\":\"file\",\"file\":{\"file_id\":\"%s\"}}",
                "{\"type\":\"file\",\"file\":{\"file\\u005fid\":\"%s\"}}",
                "{\"file\":{\"file_id\":\" %s\"}}",
                "{\"type\":\"file\",\"file_id\":\"%s\"}",
                "{\"type\":\"x\",\"file_ids\":[\"%s\"]}")) {
            String chat = chatOf(part.formatted(id.replace("file-", "fil\\u0065-")));
            assertRefused(call(other, chat), 404, "not_found");
            assertThat(passed()).as(part).isEmpty();
            HttpResponse<String> own = call(owner, chat);
            assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
            answers(Script.json(200, CHAT_ANSWER)); // forgets what was received
        }
        String elsewhere = chatOf("{\"type\":\"text\",\"text\":\"b\"}")
                .replace("}]}]}", "}],\"attachments\":[{\"file_id\":\"" + id + "\"}]}]}");
        assertRefused(call(other, elsewhere), 404, "not_found");
        assertRefused(
                call(
                        other,
                        chat("openai/gpt-5.1")
                                .replace("{\"model\"", "{\"vector_store_ids\":[\"" + id + "\"],\"model\"")),
                404,
                "not_found");
    }

    @Test
    void whatIsJustText_isNotHeld() throws Exception {
        owner();
        answers(Script.json(200, CHAT_ANSWER));
        assertThat(call(caller("openai"), chatOf("{\"type\":\"text\",\"text\":\"" + id + "\"}"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void message_speaksOfItsProjectsFilesAlone() throws Exception {
        String file = "file_" + id.substring("file-".length());
        TokenRegistry.Issued owner = caller("anthropic");
        answers(Script.json(200, FILE.formatted(file)));
        assertThat(upload(owner, "batch", "x").statusCode()).isEqualTo(200);
        String message =
                "{\"model\":\"anthropic/claude-sonnet-4-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":"
                        + "[{\"type\":\"document\",\"source\":{\"type\":\"file\",\"file_id\":\"" + file + "\"}}]}]}";
        answers(Script.json(
                200,
                "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5\",\"content\":"
                        + "[],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}"));
        TokenRegistry.Issued other = caller("anthropic");
        HttpResponse<String> refused = callAt("/v1/messages", other, message);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(404);
        assertThat(refused.body()).contains("not_found_error");
        String contained = message.replace(
                        "\"max_tokens\"", "\"container\":{\"skills\":[{\"skill_id\":\"skill_01A\"}]},\"max_tokens\"")
                .replace(file, "none");
        assertThat(callAt("/v1/messages", other, contained).statusCode()).isEqualTo(404);
        assertThat(passed()).isEmpty();
        assertThat(callAt("/v1/messages", owner, message).statusCode()).isEqualTo(200);
        String called = message.replace("\"source\":{\"type\":\"file\",", "\"input\":{");
        assertThat(callAt("/v1/messages", other, called).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'input':[{'role':'user','content':[{'type':'input_file','file_id':'ID'}]}]",
                "'input':[{'role':'user','content':[{'type':'input_file','file\\u005fid':'ID'}]}]",
                "'input':'Hello','conversation':'ID'",
                "'input':'Hello','conversation':{'id':'ID'}",
                "'input':'Hello','tools':[{'type':'code_interpreter','container':{'type':'auto','file_ids':['x','ID']}}]",
                "'input':'Hello','tools':[{'type':'file_search','vector_store_ids':['ID']}]"
            })
    void response_speaksOfItsProjectsOwnAlone(String members) throws Exception {
        TokenRegistry.Issued owner = owner();
        TokenRegistry.Issued other = caller("openai");
        answers(Script.json(200, RESPONSE));
        String body = ("{'model':'openai/gpt-5.1'," + members.replace("ID", id) + "}").replace('\'', '"');
        assertRefused(callAt("/v1/responses", other, body), 404, "not_found");
        callAt("/v1/responses/input_tokens", other, body); // what cannot be counted there is estimated
        assertThat(passed()).isEmpty();
        HttpResponse<String> own = callAt("/v1/responses", owner, body);
        assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
    }
}
