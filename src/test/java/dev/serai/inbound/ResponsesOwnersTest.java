package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.ProjectRegistry;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.store.Actor;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Responses are found by their own project alone. */
class ResponsesOwnersTest extends ResponsesContract {

    @Autowired
    private ProjectRegistry projects;

    @Autowired
    private TokenRegistry tokens;

    @Test
    void responseOfAnotherProject_isNone() throws Exception {
        String[] own = {"Authorization", "Bearer " + token("responses-a")};
        String[] other = {"Authorization", "Bearer " + token("responses-b")};
        String id = json(post(RESPONSES, responses("simulator/echo"), own))
                .path("id")
                .asText();

        HttpResponse<String> foreign =
                CLIENT.send(request(RESPONSES + "/" + id).headers(other).build(), BodyHandlers.ofString());
        assertError(foreign, 404, "response_not_found", null);
        assertError(
                CLIENT.send(
                        request(RESPONSES + "/" + id).headers(other).DELETE().build(), BodyHandlers.ofString()),
                404,
                "response_not_found",
                null);
        assertError(
                post(RESPONSES, responses("simulator/echo", previous(id)), other),
                400,
                "previous_response_not_found",
                null);
        String told = InboundPairs.events(
                        post(RESPONSES, responses("simulator/echo", "\"background\":true,\"stream\":true,"), own)
                                .body())
                .at("/0/response/id")
                .asText();
        assertError(
                CLIENT.send(
                        request(RESPONSES + "/" + told + "?stream=true")
                                .headers(other)
                                .build(),
                        BodyHandlers.ofString()),
                404,
                "response_not_found",
                null);
        assertThat(CLIENT.send(request(RESPONSES + "/" + id).headers(own).build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private String token(String name) {
        ProjectRegistry.Draft project =
                new ProjectRegistry.Draft(name + UUID.randomUUID(), true, Rules.NONE, Map.of(), Map.of());
        return tokens.issue(
                        projects.create(project, Actor.SERAI).id(),
                        new TokenRegistry.Draft("token", true, Rules.NONE, Map.of(), null),
                        Actor.SERAI)
                .secret()
                .text();
    }
}
