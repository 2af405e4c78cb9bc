package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Act;
import dev.serai.access.Role;
import dev.serai.support.RawConnection;
import dev.serai.wire.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Whoever may not have a thing done does not get it done by writing the request in another way. */
class ActGateTest extends ManageTest {

    /** What is said before it is known which handler is meant. */
    private static final Set<String> UNROUTED = Set.of(
            "role_insufficient",
            "unknown_url",
            "method_not_allowed",
            "unsupported_media_type",
            "not_acceptable",
            "invalid_admin_key");

    @Autowired
    private ApplicationContext spring;

    /** One handler, and the least role that it takes; null for none. */
    private record Handled(String method, String path, Act act) {}

    private List<Handled> handlers() {
        List<Handled> found = new ArrayList<>();
        for (RequestMappingInfoHandlerMapping mapping : mappings()) {
            mapping.getHandlerMethods().forEach((info, handler) -> {
                for (String pattern : info.getPatternValues()) {
                    if (pattern.startsWith("/manage")) {
                        Act act = ActGate.act(handler, pattern);
                        info.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> found.add(
                                        new Handled(method.name(), pattern.replaceAll("\\{[^}]*}", "x"), act)));
                    }
                }
            });
        }
        return found;
    }

    @Test
    void everyPageOfTheConsole_saysWhatItDoes() {
        for (RequestMappingInfoHandlerMapping mapping : mappings()) {
            mapping.getHandlerMethods()
                    .forEach((info, handler) -> assertThat(info.getPatternValues())
                            .noneMatch(path -> path.startsWith("/admin") && ActGate.act(handler, path) == null));
        }
    }

    private Collection<RequestMappingInfoHandlerMapping> mappings() {
        return spring.getBeansOfType(RequestMappingInfoHandlerMapping.class).values();
    }

    @Test
    void everyHandler_saysWhatItDoes() {
        assertThat(handlers())
                .hasSizeGreaterThan(25)
                .allSatisfy(it -> assertThat(it.act()).as(it.toString()).isNotNull());
    }

    @Test
    void everythingElse_isOpenBecauseItIsListed() {
        Set<String> others = new TreeSet<>();
        for (RequestMappingInfoHandlerMapping mapping : mappings()) {
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                others.addAll(info.getPatternValues());
            }
        }
        others.removeIf(pattern -> pattern.startsWith("/manage") || pattern.startsWith("/admin"));
        assertThat(others).allMatch(pattern -> ActGate.isOpen(null, pattern)).contains("/health");
    }

    private RawConnection.Reply send(String request, boolean toTheEnd) throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            client.send(request);
            return toTheEnd ? client.reply() : client.headReply(); // some have no end
        }
    }

    private void assertRefused(String method, String path, String token, String headers, String body) throws Exception {
        String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + token + headers
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        RawConnection.Reply reply = send(request, true);
        if (reply.status() == 400 && !reply.body().contains("\"instance\"")) {
            return; // Tomcat took it for no request
        }
        assertThat(reply.status()).as(request).isIn(401, 403, 404, 405, 406, 415, 501);
        if (!method.equals("HEAD")) {
            JsonNode answer = Json.MAPPER.readTree(reply.body());
            String code = answer.has("code")
                    ? answer.path("code").asText()
                    : answer.at("/error/code").asText();
            assertThat(reply.status() == 501 ? "unknown_url" : code)
                    .as(request + reply.body())
                    .isIn(UNROUTED);
        }
    }

    private static List<String> spellings(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return List.of(
                path,
                path + "/",
                path + "//",
                "/" + path,
                path.replaceFirst("/manage", "/manage/"),
                path.replaceFirst("/manage", "/Manage"),
                path.replaceFirst("/manage", "/MANAGE"),
                path.replaceFirst("/manage", "/%6danage"),
                path.replaceFirst("/manage/", "/manage%2f"),
                path.replaceFirst("/manage/", "/manage/./"),
                path.replaceFirst("/manage/", "/manage/%2e/"),
                path.replaceFirst("/manage/", "/x/../manage/"),
                path.replaceFirst("/manage/", "/manage;a=b/"),
                path.replaceFirst("/manage/", "/manage/;/"),
                path + ";a=b",
                path + ";.css",
                path + ".json",
                path + "%00",
                path + "%20",
                path + "?_method=GET",
                path.substring(0, path.length() - last.length()) + last.toUpperCase(Locale.ROOT));
    }

    private static final List<String> HEADERS = List.of(
            "",
            "Content-Type: application/zip\r\n",
            "Content-Type: Application/ZIP\r\n",
            "Content-Type: */*\r\n",
            "Content-Type: application/octet-stream\r\n",
            "Content-Type: application/zip, text/plain\r\n",
            "Content-Type: text/plain, application/zip\r\n",
            "Content-Type: application/json;charset=utf-8\r\n",
            "Content-Type: application/*\r\n",
            "Content-Type: nonsense\r\n",
            "Content-Type: \r\n",
            "Content-Type: multipart/form-data; boundary=x\r\n",
            "Content-Type: application/x-www-form-urlencoded\r\n",
            "Content-Type: application/json\r\nX-HTTP-Method-Override: GET\r\n",
            "Content-Type: application/json\r\nX-Method-Override: GET\r\nX-HTTP-Method: GET\r\n",
            "Content-Type: application/json\r\nX-Original-URL: /manage/projects\r\nX-Rewrite-URL: /manage/projects\r\n",
            "Content-Type: application/json\r\nX-Forwarded-Prefix: /x\r\n",
            "Accept: text/csv\r\nContent-Type: application/json\r\n");

    @Test
    void lesserRoles_areRefusedHoweverTheyAsk() throws Exception {
        for (Role role : new Role[] {Role.MEMBER, Role.VIEWER, Role.OPERATOR}) {
            String token = String.join(": ", as(role.name())) + "\r\n";
            for (Handled handled : handlers()) {
                if (role.includes(handled.act().least())) {
                    continue;
                }
                String json = "Content-Type: application/json\r\n";
                for (String path : spellings(handled.path())) {
                    assertRefused(handled.method(), path, token, json, "{}");
                }
                for (String headers : HEADERS) {
                    assertRefused(handled.method(), handled.path(), token, headers, "PK{}");
                    assertRefused(handled.method(), handled.path(), token, headers, "");
                }
                if (handled.method().equals("GET")) {
                    assertRefused("HEAD", handled.path(), token, "", "");
                }
            }
        }
    }

    @Test
    void strangers_areRefusedHoweverTheyAsk() throws Exception {
        String token = "Authorization: Bearer sk-serai-nobody\r\n";
        for (Handled handled : handlers()) {
            for (String path : spellings(handled.path())) {
                assertRefused(handled.method(), path, token, "Content-Type: application/json\r\n", "{}");
            }
            assertRefused("OPTIONS", handled.path(), token, "", "");
            assertRefused("TRACE", handled.path(), token, "", "");
        }
    }

    @Test
    void caseOfTheMethod_isNoWayAround() throws Exception {
        String token = String.join(": ", as("VIEWER")) + "\r\n";
        for (String method : new String[] {"post", "Post", "PUT ", "PROPFIND", "CONNECT", "PURGE"}) {
            assertRefused(method.strip(), "/manage/routes/check", token, "Content-Type: application/zip\r\n", "PK");
        }
    }

    @Test
    void enoughRole_isLetThrough() throws Exception {
        for (Role role : Role.values()) {
            String token = String.join(": ", as(role.name())) + "\r\n";
            for (Handled handled : handlers()) {
                if (role.includes(handled.act().least()) && !handled.path().endsWith("/rollback")) {
                    String request = handled.method() + " " + handled.path()
                            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + token
                            + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
                    int status = send(request, false).status();
                    assertThat(status).as(handled.toString()).isNotIn(401, 403);
                }
            }
        }
    }
}
