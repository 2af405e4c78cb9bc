package dev.serai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.Script;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** A gateway whose callers ask for answers later. */
abstract class JobsGateway extends CallingGatewayTest {

    static final String JOBS = "/v1/jobs";
    static final String[] LATER = {"Prefer", "respond-async"};
    static final Script ANSWER = Script.json(
            200,
            Answers.WHOLE.replace(
                    "}]}", "}],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":1,\"total_tokens\":101}}"));

    HttpResponse<String> ask(String method, String path, Issued caller) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(path))
                        .method(method, BodyPublishers.noBody())
                        .header("Authorization", "Bearer " + caller.secret().text())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    String promised(HttpResponse<String> promise) throws Exception {
        assertThat(promise.statusCode()).as(promise.body()).isEqualTo(202);
        String id = json(promise).path("id").asText();
        assertThat(promise.headers().firstValue("location")).hasValue(JOBS + "/" + id);
        return id;
    }

    String later(Issued caller, String path, String body) throws Exception {
        return promised(callAt(path, caller, body, LATER));
    }

    /** What becomes of one. */
    HttpResponse<String> ended(Issued caller, String id) throws Exception {
        return await(() -> quietly(caller, id), answer -> answer.statusCode() != 202);
    }

    HttpResponse<String> quietly(Issued caller, String id) {
        try {
            return ask("GET", JOBS + "/" + id, caller);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
