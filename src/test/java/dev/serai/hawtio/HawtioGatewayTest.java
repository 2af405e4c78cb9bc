package dev.serai.hawtio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.admin.ManageTest;
import dev.serai.routing.Generations;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** A gateway with Hawtio in it; all tests of the kind share it, in a JVM of their own. */
@Tag("own-jvm")
@TestPropertySource(properties = "serai.hawtio=true")
abstract class HawtioGatewayTest extends ManageTest {

    static final String JOLOKIA = "hawtio/jolokia";
    static final String COOKIE = "serai-admin";

    @Autowired
    Generations generations;

    @BeforeEach
    void answer() {
        UPSTREAM.answer(request -> Script.json(200, Answers.WHOLE));
    }

    static String mbean(String type, String name) {
        return "org.apache.camel:context=serai-serving,type=" + type + ",name=\"" + name + "\"";
    }

    static ObjectNode question(String type, String mbean) {
        ObjectNode question = Json.MAPPER.createObjectNode().put("type", type);
        return mbean == null ? question : question.put("mbean", mbean);
    }

    static ObjectNode read(String mbean, String attribute) {
        return question("read", mbean).put("attribute", attribute);
    }

    static ObjectNode exec(String mbean, String operation, Object... arguments) {
        ObjectNode question = question("exec", mbean).put("operation", operation);
        question.set("arguments", Json.MAPPER.valueToTree(List.of(arguments)));
        return question;
    }

    /** What one is told who asks by POST. */
    JsonNode ask(String[] who, JsonNode question) throws Exception {
        HttpResponse<String> answer = send("POST", JOLOKIA, question.toString(), who);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    /** The same, as one of several questions. */
    JsonNode askAmongOthers(String[] who, JsonNode question) throws Exception {
        ArrayNode all = Json.MAPPER.createArrayNode();
        all.add(read("java.lang:type=Runtime", "Uptime")).add(question).add(question("version", null));
        JsonNode answers = ask(who, all);
        assertThat(answers).hasSize(3);
        assertThat(answers.get(0).path("status").asInt()).isEqualTo(200);
        return answers.get(1);
    }

    /** By GET: the question as a path, as Jolokia has it. */
    JsonNode askByPath(String[] who, JsonNode question) throws Exception {
        StringBuilder path =
                new StringBuilder(JOLOKIA + "/" + question.path("type").asText());
        for (String part : List.of("mbean", "attribute", "operation", "value")) {
            if (question.has(part)) {
                path.append('/').append(part(question.path(part).asText()));
            }
        }
        question.path("arguments").forEach(argument -> path.append('/').append(part(argument.asText())));
        HttpResponse<String> answer = send("GET", path.toString(), null, who);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static String part(String text) {
        return java.net.URLEncoder.encode(
                        text.replace("!", "!!").replace("/", "!/").replace("\"", "!\""),
                        java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    String state(String route) {
        return generations
                .serving()
                .context()
                .getRouteController()
                .getRouteStatus(route)
                .name();
    }

    /** Sends a form as a page of the gateway would. */
    HttpResponse<String> logIn(String token, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/admin/login"))
                .POST(BodyPublishers.ofString("next=%2Fmanage%2Fhawtio%2F&token=" + token))
                .header("Content-Type", "application/x-www-form-urlencoded");
        request.headers(headers.length == 0 ? new String[] {"Sec-Fetch-Site", "same-origin"} : headers);
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** A cookie that stands for a new token of a role. */
    String cookie(String role) throws Exception {
        return cookie(logIn(token("\"role\":\"" + role + "\"").path("secret").asText()));
    }

    static String cookie(HttpResponse<?> answer) {
        String set = answer.headers().firstValue("set-cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    /** What a browser gets. */
    HttpResponse<String> visit(String method, String path, String... headers) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(path))
                        .method(method, BodyPublishers.noBody())
                        .headers(headers)
                        .build(),
                BodyHandlers.ofString());
    }
}
