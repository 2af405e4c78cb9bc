package dev.serai.passthrough;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.FakeUpstream;
import dev.serai.support.Script;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** A gateway with projects whose requests pass. */
abstract class PassTest extends CallingGatewayTest {

    static final String BOUNDARY = "the-boundary";

    static final String FILE = "{\"id\":\"%s\",\"object\":\"file\",\"purpose\":\"batch\"}";

    /** Of a file that {@link #owner} has. */
    final String id = "file-" + UUID.randomUUID().toString().replace("-", "");

    static void answers(Function<FakeUpstream.Received, Script> chooser) {
        UPSTREAM.answerAll(it -> it.path().contains("/models") ? null : chooser.apply(it));
    }

    static void answers(Script script) {
        answers(it -> script);
    }

    /** One who owns the file. */
    TokenRegistry.Issued owner() throws Exception {
        TokenRegistry.Issued caller = caller("openai");
        answers(Script.json(200, FILE.formatted(id)));
        assertThat(upload(caller, "batch", "{}\n").statusCode()).isEqualTo(200);
        return caller;
    }

    static Rules at(String provider) {
        return rules().passProvider(provider).build();
    }

    static Rules allowed() {
        return rules().passthrough(true).build();
    }

    /** A token of a new project that has this provider. */
    TokenRegistry.Issued caller(String provider) {
        Project project = project(at(provider));
        return token(project, Rules.NONE);
    }

    HttpResponse<String> ask(TokenRegistry.Issued caller, String method, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + caller.secret().text());
        if (body != null && List.of(headers).stream().noneMatch("Content-Type"::equals)) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    static String form(String purpose, String filename, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n" + purpose + "\r\n--"
                + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + filename
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + content + "\r\n--" + BOUNDARY + "--\r\n";
    }

    HttpResponse<String> upload(TokenRegistry.Issued caller, String purpose, String content, String... headers)
            throws Exception {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", "multipart/form-data; boundary=" + BOUNDARY));
        return ask(caller, "POST", "/v1/files", form(purpose, "the.jsonl", content), all.toArray(String[]::new));
    }

    String uploaded(TokenRegistry.Issued caller, String content) throws Exception {
        return json(upload(caller, "batch", content)).path("id").asText();
    }

    /** Those that are no question for models. */
    static List<FakeUpstream.Received> passed() {
        return UPSTREAM.received().stream()
                .filter(it -> !it.path().contains("/models"))
                .toList();
    }

    static FakeUpstream.Received lastPassed() {
        List<FakeUpstream.Received> all = passed();
        return all.get(all.size() - 1);
    }
}
