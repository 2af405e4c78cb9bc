package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.GatewayTest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** A gateway whose management API is used as ADMIN, or with a token. */
public abstract class ManageTest extends GatewayTest {

    /** Sends a body as JSON, if there is one. Headers are name, value, name, value. */
    protected HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        boolean named = List.of(headers).contains("Authorization");
        HttpRequest.Builder request = (named
                        ? HttpRequest.newBuilder(uri("/manage/" + path))
                        : request("/manage/" + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    protected HttpResponse<String> read(String path, String... headers) throws Exception {
        return send("GET", path, null, headers);
    }

    /** A name that no other test has. */
    protected static String name() {
        return "n-" + UUID.randomUUID();
    }

    /** The id of a new project without rules. */
    protected String project() throws Exception {
        HttpResponse<String> made = send("POST", "projects", "{\"name\":\"" + name() + "\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json(made).path("id").asText();
    }

    /** A new token: {@code token} and {@code secret}. */
    protected JsonNode token(String members) throws Exception {
        HttpResponse<String> made = send("POST", "tokens", "{\"name\":\"a token\"," + members + "}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json(made);
    }

    protected JsonNode tokenOf(String project) throws Exception {
        return token("\"project\":\"" + project + "\"");
    }

    /** A token of a role; a member is one of a new project. */
    protected JsonNode tokenAs(String role) throws Exception {
        return role.equals("MEMBER") ? member(project()) : token("\"role\":\"" + role + "\"");
    }

    protected JsonNode member(String project) throws Exception {
        return token("\"role\":\"MEMBER\",\"project\":\"" + project + "\"");
    }

    /** The headers of a token of a role. */
    protected String[] as(String role) throws Exception {
        return bearer(tokenAs(role));
    }

    protected static String[] bearer(JsonNode made) {
        return new String[] {"Authorization", "Bearer " + made.path("secret").asText()};
    }

    protected static String id(JsonNode made) {
        return made.at("/token/id").asText();
    }

    protected HttpResponse<String> call(JsonNode made) throws Exception {
        return post("/v1/chat/completions", chat("simulator/echo"), bearer(made));
    }

    protected static void assertProblem(HttpResponse<String> response, int status, String code) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.path("type").asText()).isEqualTo("about:blank");
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).isNotBlank();
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("instance").asText()).isEqualTo(response.uri().getRawPath());
    }

    /** The fields of a 422's errors. */
    protected static List<String> faults(HttpResponse<String> response) throws Exception {
        assertProblem(response, 422, "invalid_request");
        JsonNode errors = json(response).path("errors");
        assertThat(errors)
                .allSatisfy(error -> assertThat(error.path("message").asText()).isNotBlank());
        return StreamSupport.stream(errors.spliterator(), false)
                .map(error -> error.path("field").asText())
                .toList();
    }

    protected static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Not by silence, and not by a mistake of ours. */
    protected static void assertAnswered(HttpResponse<String> answer, String request) throws Exception {
        String as = request + " -> " + answer.statusCode() + " " + answer.body();
        assertThat(answer.statusCode()).as(as).isBetween(200, 499);
        if (answer.statusCode() != 204) {
            assertThat(answer.body()).as(as).isNotBlank();
        }
        if (answer.statusCode() >= 400
                && !(answer.statusCode() == 422 && answer.body().contains("\"problems\""))) {
            assertProblem(answer, answer.statusCode(), json(answer).path("code").asText());
        }
    }
}
