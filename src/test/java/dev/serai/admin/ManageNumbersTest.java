package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Mutations;
import dev.serai.wire.Json;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers out of range in every place of what administrators send: a mistake of theirs, never a failure. */
class ManageNumbersTest extends ManageTest {

    private static final String RULES = """
        {"models": ["a"], "addresses": ["10.0.0.0/8"], "expires": "2030-12-31T00:00:00Z",
        "limits": {"rates": [{"count": 5, "unit": "REQUESTS", "per": "MINUTE"}], "concurrent": 5},
        "budget": {"amount": 5, "per": "DAY"}}""";
    private static final String PROJECT =
            "{\"name\": \"x\", \"active\": true, \"metadata\": {\"a\": \"b\"}, \"rules\": " + RULES + "}";

    @ParameterizedTest
    @MethodSource("dev.serai.support.Mutations#numbers")
    void numberInABody_is4xx(String number) throws Exception {
        String project = project();
        String token = id(tokenOf(project));
        String of = "{\"project\": \"" + project + "\", ";
        everywhere("POST", "projects", PROJECT, number);
        everywhere("PATCH", "projects/" + project, PROJECT, number);
        everywhere("POST", "tokens", of + PROJECT.substring(1), number);
        everywhere("PATCH", "tokens/" + token, PROJECT, number);
        everywhere("POST", "tokens/" + token + "/rotate", "{\"overlap\": \"PT1H\"}", number);
        everywhere("PUT", "projects/" + project + "/provider-keys/openai", "{\"key\": \"k\"}", number);
    }

    private void everywhere(String method, String path, String sample, String number) throws Exception {
        JsonNode json = Json.parse(sample.getBytes(StandardCharsets.UTF_8));
        for (Mutations.Mutation it : Mutations.of(json, number)) {
            HttpResponse<String> response = send(method, path, it.json());
            assertThat(response.statusCode())
                    .as("%s of %s %s is %s: %s", it.place(), method, path, number, response.body())
                    .isBetween(400, 499);
        }
    }

    @Test
    void numberInAQuery_is4xx() throws Exception {
        List<String> paths = List.of(
                "projects?limit=",
                "projects?after=",
                "tokens?limit=",
                "audit?limit=",
                "audit?before=",
                "usage?from=",
                "usage?to=",
                "usage/records?limit=",
                "usage/records?before=",
                "usage/records?from=",
                "usage?limit=");
        for (String path : paths) {
            for (String number : (Iterable<String>) Mutations.numbers()::iterator) {
                if (number.length() < 5000) {
                    HttpResponse<String> response = read(path + URLEncoder.encode(number, StandardCharsets.UTF_8));
                    assertThat(response.statusCode()).as(path + number).isBetween(200, 499);
                }
            }
        }
    }

    @Test
    void byteOrderMark_isPassedOver() throws Exception {
        assertThat(send("POST", "projects", "\ufeff{\"name\":\"" + name() + "\"}")
                        .statusCode())
                .isEqualTo(201);
    }
}
