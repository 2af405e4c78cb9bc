package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever stands in an address, the answer says what was wrong with it. */
class ManageQueriesTest extends ManageTest {

    @Test
    void strangeQueries_areAnswered() throws Exception {
        List<String> values = List.of(
                "",
                "-1",
                "0",
                "1",
                "501",
                "2147483648",
                "9223372036854775807",
                "9223372036854775808",
                "1e3",
                "1.5",
                "abc",
                "null",
                "\u0000",
                "\n",
                "' or 1=1 --",
                "%",
                "\\",
                "_",
                "\ud83d\ude00",
                "\uffff",
                "a".repeat(3000),
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "+999999999-12-31T23:59:59Z",
                "2026-02-30T00:00:00Z",
                "2026-01-01T00:00:00.999999999Z",
                "2026-01-01",
                "hour",
                "day,day",
                "project,model",
                ",",
                "csv",
                "xml");
        Map<String, List<String>> lists = Map.of(
                "requests",
                        List.of(
                                "before",
                                "from",
                                "status",
                                "failed",
                                "min_latency_ms",
                                "min_cost",
                                "max_cost",
                                "alias",
                                "request_id"),
                "projects", List.of("limit", "after", "search", "nonsense"),
                "tokens", List.of("limit", "after", "search", "project"),
                "audit", List.of("limit", "before", "subject"),
                "usage", List.of("from", "to", "interval", "group_by", "model", "project", "format", "limit", "status"),
                "usage/records",
                        List.of(
                                "limit",
                                "before",
                                "from",
                                "to",
                                "status",
                                "request_id",
                                "model",
                                "format",
                                "provider"));
        for (Map.Entry<String, List<String>> list : lists.entrySet()) {
            for (String name : list.getValue()) {
                for (String value : values) {
                    String path = list.getKey() + "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
                    assertAnswered(read(path), path);
                }
                assertAnswered(read(list.getKey() + "?" + name), name);
                assertAnswered(read(list.getKey() + "?" + name + "=1&" + name + "=-1"), name);
                assertAnswered(read(list.getKey() + "?" + name + "=%FF%C0%80"), name);
            }
        }
    }

    @Test
    void limitsAndCursorsOutOfRange_areRefused() throws Exception {
        for (String path : new String[] {"projects", "tokens", "audit", "usage/records", "requests"}) {
            for (String limit : new String[] {"-1", "0", "501", "9223372036854775808", "abc", "1e1"}) {
                assertThat(faults(read(path + "?limit=" + limit))).containsExactly("limit");
            }
        }
        for (String path : new String[] {"audit", "usage/records", "requests"}) {
            for (String before : new String[] {"-1", "abc", "9223372036854775808"}) {
                assertThat(faults(read(path + "?before=" + before))).containsExactly("before");
            }
        }
    }

    @Test
    void strangeIds_areAnswered() throws Exception {
        for (String id : new String[] {"x", "%00", "%0a", "%ff", "%2e%2e", "%27", "a".repeat(3000), "%F0%9F%98%80"}) {
            for (String path : new String[] {"projects/", "tokens/", "providers/"}) {
                for (String method : new String[] {"GET", "DELETE", "PATCH", "PUT"}) {
                    HttpResponse<String> answer = send(method, path + id, method.startsWith("P") ? "{}" : null);
                    assertThat(answer.statusCode()).as(method + path + id).isBetween(400, 499);
                    assertThat(answer.body()).isNotBlank();
                }
            }
            assertThat(send("PUT", "providers/" + id + "/breaker", "{\"state\":\"auto\"}")
                            .statusCode())
                    .isBetween(400, 499);
            assertThat(send("PUT", "projects/" + id + "/provider-keys/" + id, "{\"key\":\"abcdefgh\"}")
                            .statusCode())
                    .isBetween(400, 499);
        }
    }
}
