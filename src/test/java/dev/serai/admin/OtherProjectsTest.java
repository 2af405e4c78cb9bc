package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Act;
import dev.serai.access.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;

/** Of other projects a member sees nothing, however it is asked for; and changes nothing. */
class OtherProjectsTest extends MembersKit {

    private static final String LIVE = "/manage/requests/live";
    private static final List<Integer> ALLOWED = List.of(200, 404, 406, 422);
    private static final List<Integer> REFUSED = List.of(403);

    /** What a request may be written with. */
    private record Asked(String method, String path, Act act) {}

    private List<Asked> handlers() {
        List<Asked> found = new ArrayList<>();
        mappings()
                .forEach(mapping -> mapping.getHandlerMethods().forEach((info, handler) -> {
                    for (String pattern : info.getPatternValues()) {
                        boolean ofNobody =
                                pattern.matches("/admin/(logout|assets|login).*"); // they begin or end sessions
                        if ((pattern.startsWith("/manage") || pattern.startsWith("/admin")) && !ofNobody) {
                            info.getMethodsCondition()
                                    .getMethods()
                                    .forEach(method -> found.add(
                                            new Asked(method.name(), pattern, ActGate.act(handler, pattern))));
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
                    if (path.equals(LIVE) && !query.startsWith("?project=" + other.id())) {
                        continue; // it does not end; MembersTest has it
                    }
                    HttpResponse<String> answer = ask(asked.method(), path + query);
                    String request = asked.method() + " " + path + query;
                    assertNothingOfTheOther(
                            request, answer.body() + answer.headers().map());
                    assertThat(answer.statusCode()).as(request).isIn(allowed ? ALLOWED : REFUSED);
                }
            }
        }
        assertThat(everything()).isEqualTo(before);
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
                        : request.method(
                                        method,
                                        BodyPublishers.ofString("form=" + form + "&name=x&project=" + other.id()))
                                .build(),
                BodyHandlers.ofString());
    }

    /** What belongs to nobody needs no narrowing; every other handler has to know who asks. */
    @Test
    void handlerForMembers_knowsWhoAsks() {
        List<String> open = List.of("/manage/openapi.yaml");
        mappings()
                .forEach(mapping -> mapping.getHandlerMethods().forEach((info, handler) -> {
                    String pattern = info.getPatternValues().iterator().next();
                    if (ActGate.act(handler, pattern) == Act.READ_OWN && !open.contains(pattern)) {
                        assertThat(takesVisit(handler)).as(handler.toString()).isTrue();
                    }
                }));
    }

    private static boolean takesVisit(HandlerMethod handler) {
        return Stream.of(handler.getMethodParameters()).anyMatch(it -> it.getParameterType() == AdminVisit.class);
    }
}
