package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.console.ConsoleTest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Two projects that have called, and a member of one of them. */
abstract class MembersKit extends ConsoleTest {

    @Autowired
    ApplicationContext spring;

    /** A project with a token that has called. */
    record Team(String id, String name, JsonNode token, String requestId, String record) {

        /** By what it is known. */
        Set<String> marks() {
            return new LinkedHashSet<>(List.of(
                    id,
                    name,
                    ManageTest.id(token),
                    token.at("/token/prefix").asText(),
                    requestId,
                    "label-" + name,
                    "metadata-" + name));
        }
    }

    Team own;
    Team other;
    JsonNode member;
    String cookie;
    String form;

    @BeforeEach
    void fill() throws Exception {
        own = team();
        other = team();
        member = member(own.id());
        member(other.id());
        cookie = cookieOf(logIn(member.path("secret").asText(), ""));
        form = look("/admin").body().replaceFirst("(?s).*name=\"form\" value=\"([0-9a-f]+)\".*", "$1");
    }

    Team team() throws Exception {
        String name = name();
        JsonNode project = json(send(
                "POST",
                "projects",
                "{\"name\":\"" + name + "\",\"metadata\":{\"a\":\"metadata-" + name
                        + "\"},\"rules\":{\"models\":[\"simulator/echo\"],\"budget\":{\"hard\":{\"total\":77}}}}"));
        String id = project.path("id").asText();
        JsonNode token = token("\"project\":\"" + id + "\",\"labels\":{\"a\":\"label-" + name + "\"}");
        HttpResponse<String> called = call(token);
        assertThat(called.statusCode()).as(called.body()).isEqualTo(200);
        String requestId = header(called, "x-request-id");
        return new Team(
                id, name, token, requestId, recordOf(requestId).path("id").asText());
    }

    HttpResponse<String> look(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(path))
                        .headers("Cookie", cookie, "Accept", "text/html")
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> mine(String path) throws Exception {
        return read(path, bearer(member));
    }

    Stream<RequestMappingInfoHandlerMapping> mappings() {
        return spring.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream();
    }
}
