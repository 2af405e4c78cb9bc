package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;

/** A gateway with steps that a team has put before the router and behind it. */
abstract class PolicyGatewayTest extends ReloadingGatewayTest {

    static final String SECRET = chat("openai/gpt").replace("Hello", "my number is 4711");
    static final String STREAMED = SECRET.replaceFirst("\\{", "{\"stream\":true,");

    @BeforeEach
    void answer() {
        UPSTREAM.answer(request -> request.text().contains("\"stream\":true")
                ? Script.stream()
                        .send(Answers.content("Hi, ") + Answers.content("4711") + Answers.finish() + Answers.DONE)
                        .end()
                : Script.json(200, Answers.WHOLE.replace("Hi", "Hi, 4711")));
    }

    /** Serves with steps between reading and admission, and between the answer and the client. */
    void serve(String before, String after) throws Exception {
        write("routes/policies/before.camel.yaml", policy("before", before));
        write("routes/policies/after.camel.yaml", policy("after", after));
        edit(
                "routes/inbound/chat-completions.camel.yaml",
                file -> file.replace(
                                "        - to: { id: admit-chat,",
                                "        - to: { id: before-chat, uri: direct:policy-before }\n"
                                        + "        - to: { id: admit-chat,")
                        + "        - to: { id: after-chat, uri: direct:policy-after }\n");
        HttpResponse<String> reloaded = manage("POST", "reload");
        assertThat(reloaded.statusCode()).as(reloaded.body()).isEqualTo(200);
    }

    static String policy(String name, String steps) {
        return """
            - route:
                id: policy-%1$s
                group: policies
                description: What a team has written
                errorHandler: { noErrorHandler: {} }
                from:
                  uri: direct:policy-%1$s
                  steps:
                    - setProperty: { id: %1$s-first, name: first, expression: { constant: { expression: "1" } } }
            %2$s""".formatted(name, steps.indent(8));
    }

    static void transform(String name, String jslt) throws Exception {
        write("transforms/" + name + ".jslt", jslt);
    }

    HttpResponse<String> ask() throws Exception {
        return post(CHAT, SECRET);
    }

    static String content(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answer = json(response);
        return answer.at("/choices/0/message/content").asText();
    }
}
