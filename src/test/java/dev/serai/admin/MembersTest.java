package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Act;
import dev.serai.access.Role;
import dev.serai.console.ConsoleTest;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** A project's member sees what is of it, and of others nothing, however it is asked for; and changes nothing. */
class MembersTest extends ConsoleTest {

    private static final String LIVE = "/manage/requests/live";

    @Autowired
    private ApplicationContext spring;

    /** A project with a token that has called. */
    private record Team(String id, String name, JsonNode token, String requestId, String record) {

        /** By what it is known. */
        Set<String> marks() {
            return new LinkedHashSet<>(List.of(
                    id, name, ManageTest.id(token), token.at("/token/prefix").asText(), requestId, "label-" + name, "metadata-" + name));
        }
    }

    /** What a request may be written with. */
    private record Asked(String method, String path, Act act) {}

    private Team own;
    private Team other;
    private JsonNode member;
    private String cookie;
    private String form;

    @BeforeEach
    void fill() throws Exception {
        own = team();
        other = team();
        member = member(own.id());
        member(other.id());
        cookie = cookieOf(logIn(member.path("secret").asText(), ""));
        form = look("/admin").body().replaceFirst("(?s).*name=\"form\" value=\"([0-9a-f]+)\".*", "$1");
    }

    private Team team() throws Exception {
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
        return new Team(id, name, token, requestId, recordOf(requestId).path("id").asText());
    }

    private HttpResponse<String> look(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(path))
                        .headers("Cookie", cookie, "Accept", "text/html")
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> mine(String path) throws Exception {
        return read(path, bearer(member));
    }

    private Stream<RequestMappingInfoHandlerMapping> mappings() {
        return spring.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream();
    }

    private List<Asked> handlers() {
        List<Asked> found = new ArrayList<>();
        mappings().forEach(mapping -> mapping.getHandlerMethods().forEach((info, handler) -> {
            for (String pattern : info.getPatternValues()) {
                boolean leaves = pattern.equals("/admin/logout") || pattern.startsWith("/admin/assets");
                if ((pattern.startsWith("/manage") || pattern.startsWith("/admin")) && !leaves) {
                    info.getMethodsCondition()
                            .getMethods()
                            .forEach(method -> found.add(new Asked(method.name(), pattern, ActGate.act(handler, pattern))));
                }
            }
        }));
        assertThat(found).hasSizeGreaterThan(60);
        return found;
    }

    /** A handler's addresses with what is of the other project in their places. */
    private List<String> paths(String pattern) {
        List<String> paths = new ArrayList<>();
        for (String id : List.of(other.id(), ManageTest.id(other.token()), other.record(), other.name())) {
            String path = pattern.replaceAll("\\{[^}]*}", id).replace("**", id);
            if (!paths.contains(path)) {
                paths.add(path);
            }
        }
        return paths;
    }

    /** Each of what it could be asked with. */
    private List<String> queries() {
        String range = "&from=2020-01-01T00:00:00Z&to=2999-01-01T00:00:00Z";
        return List.of(
                "",
                "?project=" + other.id(),
                "?project=" + other.name(),
                "?project=" + own.id() + "&project=" + other.id(),
                "?project=%20" + other.id(),
                "?project=*",
                "?token=" + ManageTest.id(other.token()),
                "?search=" + other.name(),
                "?search=n-",
                "?request_id=" + other.requestId(),
                "?after=" + own.id().substring(0, 5),
                "?group_by=project,token" + range,
                "?by=project&and=token&range=year",
                "?format=csv&limit=500" + range,
                "?format=csv&group_by=project,token" + range,
                "?limit=500" + range);
    }

    private void assertNothingOfTheOther(String request, String answer) {
        for (String mark : other.marks()) {
            if (!request.contains(mark)) {
                assertThat(answer).as(request).doesNotContain(mark);
            }
        }
    }

    private String everything() throws Exception {
        StringBuilder all = new StringBuilder();
        for (String path : List.of(
                "projects/" + other.id(),
                "tokens?limit=500&project=" + other.id(),
                "projects/" + own.id(),
                "tokens?limit=500&project=" + own.id(),
                "audit?limit=1")) {
            all.append(read(path).body().replaceAll("\"lastUsedAt\":\"[^\"]*\"", ""));
        }
        return all.toString();
    }

    @Test
    void whateverIsAsked_nothingOfAnotherProjectIsShown_andNothingChanges() throws Exception {
        String before = everything();
        for (Asked asked : handlers()) {
            boolean reads = asked.method().equals("GET");
            boolean allowed = Role.MEMBER.includes(asked.act().least());
            for (String path : paths(asked.path())) {
                for (String query : reads && allowed ? queries() : List.of("", "?project=" + own.id())) {
                    if (path.equals(LIVE) && !query.contains("project=" + other.id())) {
                        continue; // below
                    }
                    HttpResponse<String> answer = ask(asked.method(), path + query);
                    String request = asked.method() + " " + path + query;
                    assertNothingOfTheOther(request, answer.body() + answer.headers().map());
                    assertThat(answer.statusCode()).as(request).isIn(allowed ? allowed(asked) : List.of(403));
                }
            }
        }
        assertThat(everything()).isEqualTo(before);
    }

    private static List<Integer> allowed(Asked asked) {
        boolean login = asked.path().startsWith("/admin/login");
        return login ? List.of(200, 401, 404) : List.of(200, 404, 406, 422);
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        if (path.startsWith("/manage")) {
            return send(
                    method,
                    path.substring("/manage/".length()),
                    method.equals("GET") ? null : "{\"name\":\"x\",\"project\":\"" + other.id() + "\"}",
                    bearer(member));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .headers("Cookie", cookie, "Accept", "text/html", "Sec-Fetch-Site", "same-origin");
        return CLIENT.send(
                method.equals("GET")
                        ? request.build()
                        : request.method(method, BodyPublishers.ofString("form=" + form + "&name=x&project=" + other.id()))
                                .build(),
                BodyHandlers.ofString());
    }

    /** What belongs to nobody needs no narrowing; every other handler has to know who asks. */
    @Test
    void handlerForMembers_knowsWhoAsks() {
        List<String> open = List.of("/manage/openapi.yaml");
        mappings().forEach(mapping -> mapping.getHandlerMethods().forEach((info, handler) -> {
            String pattern = info.getPatternValues().iterator().next();
            if (ActGate.act(handler, pattern) == Act.READ_OWN && !open.contains(pattern)) {
                assertThat(takesVisit(handler)).as(handler.toString()).isTrue();
            }
        }));
    }

    private static boolean takesVisit(HandlerMethod handler) {
        return Stream.of(handler.getMethodParameters()).anyMatch(it -> it.getParameterType() == AdminVisit.class);
    }

    @Test
    void member_seesTheirProject() throws Exception {
        assertThat(json(mine("projects")).path("data")).hasSize(1);
        assertThat(mine("projects/" + own.id()).body()).contains(own.name());
        assertThat(json(mine("tokens")).path("data")).hasSize(2);
        assertThat(mine("tokens/" + ManageTest.id(own.token())).statusCode()).isEqualTo(200);
        assertThat(mine("requests").body()).contains(own.requestId());
        assertThat(mine("requests/" + own.record()).body()).contains(own.requestId());
        assertThat(json(mine("usage/records?project=" + own.id())).path("data")).hasSize(1);
        assertThat(json(mine("usage?group_by=project")).at("/data/0/project").asText()).isEqualTo(own.id());
        assertThat(mine("usage/records?format=csv").body()).contains(own.requestId());
        for (String path : List.of("", "/requests", "/projects", "/tokens", "/models", "/usage", "/playground")) {
            assertThat(look("/admin" + path).statusCode()).as(path).isEqualTo(200);
        }
        String project = look("/admin/projects/" + own.id()).body();
        assertThat(project).contains(own.name(), "Budget, total");
        assertThat(look("/admin").body()).doesNotContain("Only project", "admin/audit", "admin/providers");
    }

    @Test
    void member_isOfferedTheModelsOfTheirProject() throws Exception {
        assertThat(look("/admin/models").body()).contains("simulator/echo").doesNotContain("openai/", "simulator/slow");
        assertThat(look("/admin/playground").body()).contains("simulator/echo").doesNotContain("openai/");
    }

    @Test
    void liveRequests_areThoseOfTheirProject() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(LIVE + "?seconds=60"))
                .headers(bearer(member))
                .build();
        try (InputStream live =
                CLIENT.send(request, BodyHandlers.ofInputStream()).body()) {
            ByteArrayOutputStream seen = new ByteArrayOutputStream();
            readUntil(live, seen, ": watching\n");
            String foreign = header(call(other.token()), "x-request-id");
            String mine = header(call(own.token()), "x-request-id");
            readUntil(live, seen, mine);
            assertThat(seen.toString(StandardCharsets.UTF_8)).doesNotContain(foreign, other.id());
        }
    }

    private static void readUntil(InputStream live, ByteArrayOutputStream seen, String text) throws Exception {
        while (!seen.toString(StandardCharsets.UTF_8).contains(text)) {
            int next = live.read();
            assertThat(next).as(seen.toString(StandardCharsets.UTF_8)).isNotNegative();
            seen.write(next);
        }
    }

    @Test
    void member_isNoCaller_andNoAdministrator() throws Exception {
        HttpResponse<String> called = call(member);
        assertThat(called.statusCode()).isEqualTo(403);
        assertThat(called.body()).contains("not_a_caller");
        assertProblem(send("POST", "tokens", "{\"name\":\"a\",\"project\":\"" + own.id() + "\"}", bearer(member)), 403, "role_insufficient");
        assertThat(json(CLIENT.send(
                                HttpRequest.newBuilder(uri("/health"))
                                        .headers(bearer(member))
                                        .build(),
                                BodyHandlers.ofString()))
                        .has("components"))
                .isFalse();
    }

    @Test
    void membership_isForAdminsToGive_andOfOneProject() throws Exception {
        String body = "{\"name\":\"a\",\"role\":\"MEMBER\",\"project\":\"" + own.id() + "\"}";
        assertProblem(send("POST", "tokens", body, as("OPERATOR")), 403, "role_insufficient");
        assertThat(faults(send("POST", "tokens", "{\"name\":\"a\",\"role\":\"MEMBER\"}"))).contains("project");
        assertThat(faults(send("POST", "tokens", "{\"name\":\"a\",\"role\":\"MEMBER\",\"project\":\"prj_none\"}")))
                .contains("project");
        assertThat(faults(send("POST", "tokens", body.replace("MEMBER", "VIEWER")))).contains("project");
        assertThat(faults(send("POST", "tokens", body.replace("}", ",\"rules\":{\"models\":[\"a\"]}}"))))
                .contains("rules");
        JsonNode successor = json(send("POST", "tokens/" + ManageTest.id(member) + "/rotate", "{\"overlap\":\"PT1H\"}"));
        assertThat(json(read("projects", bearer(successor))).path("data")).hasSize(1);
    }

    @Test
    void deletedProject_hasNoMembers() throws Exception {
        send("DELETE", "projects/" + own.id(), null);

        assertProblem(mine("projects"), 401, "invalid_admin_key");
        assertThat(look("/admin").statusCode()).isEqualTo(303);
    }
}
