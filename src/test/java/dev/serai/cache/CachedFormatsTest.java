package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of every format get kept answers in theirs, whole or streamed, whichever they were, and whoever had given them. */
class CachedFormatsTest extends CachingGateway {

    private static final Pattern NAME = Pattern.compile("\"(\\w+)\":");

    private record Format(String path, String streamPath, String body) {

        static Format of(String name) {
            return switch (name) {
                case "messages" ->
                    new Format(
                            "/v1/messages",
                            "/v1/messages",
                            "{\"model\":\"%1$s\",\"max_tokens\":9,%2$s\"messages\":[{\"role\":\"user\",\"content\":\"%3$s\"}]}");
                case "responses" ->
                    new Format("/v1/responses", "/v1/responses", "{\"model\":\"%1$s\",%2$s\"input\":\"%3$s\"}");
                case "generate" ->
                    new Format(
                            "/v1beta/models/%1$s:generateContent",
                            "/v1beta/models/%1$s:streamGenerateContent?alt=sse",
                            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"%3$s\"}]}]}");
                case "completions" ->
                    new Format("/v1/completions", "/v1/completions", "{\"model\":\"%1$s\",%2$s\"prompt\":\"%3$s\"}");
                default ->
                    new Format(
                            CHAT,
                            CHAT,
                            "{\"model\":\"%1$s\",%2$s\"messages\":[{\"role\":\"user\",\"content\":\"%3$s\"}]}");
            };
        }
    }

    private HttpResponse<String> ask(Issued caller, Format format, String alias, boolean stream, String text)
            throws Exception {
        String path = (stream ? format.streamPath() : format.path()).formatted(alias);
        String member = stream ? "\"stream\":true," : "";
        return callAt(path, caller, format.body().formatted(alias, member, text));
    }

    private static String said(HttpResponse<String> response) {
        return response.body().replaceAll("(?s).*?(answer \\d+).*", "$1");
    }

    @ParameterizedTest
    @CsvSource({
        "chat, cached",
        "chat, claude",
        "messages, cached",
        "messages, claude",
        "responses, claude",
        "generate, cached",
        "generate, claude",
        "completions, claude"
    })
    void format_getsBothForms_ofEither(String name, String alias) throws Exception {
        Issued caller = token(Rules.NONE);
        Format format = Format.of(name);
        for (boolean first : new boolean[] {false, true}) {
            String text = name + alias + first;
            HttpResponse<String> asked = ask(caller, format, alias, first, text);
            HttpResponse<String> same = ask(caller, format, alias, first, text);
            HttpResponse<String> other = ask(caller, format, alias, !first, text);

            assertThat(status(asked)).as(asked.body()).isEqualTo("miss");
            assertThat(status(same)).as(same.body()).isEqualTo("hit");
            assertThat(status(other)).as(other.body()).isEqualTo("hit");
            assertThat(said(same)).isEqualTo(said(asked)).startsWith("answer");
            assertThat(said(other)).as(other.body()).isEqualTo(said(asked));
            HttpResponse<String> likeOther = ask(caller, format, alias, !first, text + " again");
            assertThat(names(other)).as("as one that is asked for").containsAll(names(likeOther));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void responsesThatPassAsTheyCame_areKeptAsTheyCame(boolean stream) throws Exception {
        Issued caller = token(Rules.NONE);
        Format format = Format.of("responses");
        HttpResponse<String> asked = ask(caller, format, "cached", stream, "passed " + stream);
        HttpResponse<String> again = ask(caller, format, "cached", stream, "passed " + stream);

        assertThat(UPSTREAM.received()).hasSize(1);
        assertThat(UPSTREAM.received().get(0).path()).endsWith("/responses");
        assertThat(status(asked)).isEqualTo("miss");
        assertThat(status(again)).isEqualTo("hit");
        assertThat(said(again)).isEqualTo(said(asked)).startsWith("answer");
        assertThat(again.headers().firstValue("content-type"))
                .isEqualTo(asked.headers().firstValue("content-type"));
        assertThat(again.body()).contains("response").contains("\"total_tokens\":5");
        assertThat(names(again)).isEqualTo(names(asked));
        assertThat(record(requestId(again))).containsEntry("cached", true).containsEntry("saved_tokens", 5L);
    }

    /** Each request adds to it, and asks something else than the one before. */
    @Test
    void conversationThatAProviderKeeps_isAskedEachTime() throws Exception {
        Issued caller = token(Rules.NONE);
        UPSTREAM.answer(Script.json(200, "{\"id\":\"conv_1\",\"object\":\"conversation\"}"));
        callAt("/v1/conversations", caller, "{}", "x-serai-provider", "openai");
        UPSTREAM.answer(CachingGateway::next);
        String body = "{\"model\":\"cached\",\"conversation\":\"conv_1\",\"input\":\"go on\"}";
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = callAt("/v1/responses", caller, body, "x-serai-cache", "on");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(status(answer)).isEqualTo("bypass");
        }
    }

    /** The members of a whole answer, or of a stream's last event but for what only the fake says. */
    private static Set<String> names(HttpResponse<String> response) {
        boolean stream =
                response.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
        String[] events = response.body().strip().split("\n\n", -1);
        Matcher name = NAME.matcher(stream ? events[events.length - 1] : response.body());
        Set<String> all = new TreeSet<>();
        while (name.find()) {
            all.add(name.group(1));
        }
        all.remove("nothing");
        return all;
    }
}
