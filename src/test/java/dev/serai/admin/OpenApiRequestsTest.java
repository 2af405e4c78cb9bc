package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests are checked by the document that is served, and every mistake is told in words. */
class OpenApiRequestsTest extends ManageTest {

    private static final String MONEY = "must be a number that is not negative, with at most 12 digits on each side";

    private Map<String, String> mistakes(HttpResponse<String> answer) throws Exception {
        assertProblem(answer, 422, "invalid_request");
        Map<String, String> mistakes = new TreeMap<>();
        json(answer)
                .path("errors")
                .forEach(it -> mistakes.put(
                        it.path("field").asText(), it.path("message").asText()));
        return mistakes;
    }

    @Test
    void mistakesOfADocument_areSaidInWords() throws Exception {
        assertThat(mistakes(send("POST", "projects", """
                        {"nam":"x","name":" ","active":"yes","metadata":{"a":1},"rules":{"models":"all","limits":{
                        "requests":{"minute":0,"hour":1e30,"day":1.5,"burst":0},"concurrent":2147483648,
                        "models":{" ":{},"gpt-*":{"requests":{"hour":"5"},"models":{}}}},
                        "budget":{"soft":{"day":-1,"month":"5"},"hard":{"total":1000000000000,"day":1e-13}}}}""")))
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("nam", "is not known here"),
                        Map.entry("name", "must have 1 to 100 characters, not only spaces, and no control characters"),
                        Map.entry("active", "must be true or false"),
                        Map.entry("metadata.a", "must be a text"),
                        Map.entry("rules.models", "must be a list"),
                        Map.entry("rules.limits.requests.minute", "must be a whole number from 1 to 60000000000"),
                        Map.entry("rules.limits.requests.hour", "must be a whole number from 1 to 3600000000000"),
                        Map.entry("rules.limits.requests.day", "must be a whole number from 1 to 86400000000000"),
                        Map.entry("rules.limits.requests.burst", "must be a whole number from 1 to 86400000000000"),
                        Map.entry("rules.limits.concurrent", "must be a whole number from 1 to 2147483647"),
                        Map.entry("rules.limits.models", "must not have an empty pattern"),
                        Map.entry(
                                "rules.limits.models.gpt-*.requests.hour",
                                "must be a whole number from 1 to 3600000000000"),
                        Map.entry(
                                "rules.limits.models.gpt-*.models",
                                "is not allowed: name each pattern in models itself"),
                        Map.entry("rules.budget.soft.day", MONEY),
                        Map.entry("rules.budget.soft.month", MONEY),
                        Map.entry("rules.budget.hard.total", MONEY),
                        Map.entry("rules.budget.hard.day", MONEY))));
        assertThat(mistakes(send("POST", "tokens", "{\"role\":\"KING\",\"expiresAt\":\"2030-02-30T00:00:00Z\"}")))
                .isEqualTo(Map.of(
                        "name", "is required",
                        "role", "must be one of MEMBER, VIEWER, OPERATOR, ADMIN",
                        "expiresAt", "must be a time, 2030-12-31T00:00:00Z"));
    }

    @Test
    void mistakesOfAQuery_areSaidInWords() throws Exception {
        assertThat(mistakes(
                        read("usage?from=yesterday&group_by=project,nobody&interval=week&model=a%00b&modle=x&token=")))
                .isEqualTo(Map.of(
                        "from", "must be a time, 2030-12-31T00:00:00Z",
                        "group_by", "must be of project, token, provider, model, each once, separated by commas",
                        "interval", "must be one of hour, day",
                        "model", "must not have control characters",
                        "modle", "is not known here"));
        assertThat(mistakes(read("audit?limit=501&before=99999999999999999999")))
                .isEqualTo(Map.of(
                        "limit", "must be a whole number from 1 to 500", "before", "must be next of the page before"));
        assertThat(mistakes(read("usage?group_by=day,day"))).containsOnlyKeys("group_by");
    }

    /** Whatever stands in a name, it is that of what is wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"name.x", "name[0]", "a.b", "[0]", ".", "", "~1", "$ref", "$", "#", "#a", "'", "a/b"})
    void nameThatIsUnknown_isToldAsItIs(String name) throws Exception {
        ObjectNode project = Json.MAPPER.createObjectNode().put("name", "x").put(name, 1);
        assertThat(mistakes(send("POST", "projects", project.toString()))).isEqualTo(Map.of(name, "is not known here"));
        if (!name.isEmpty()) {
            assertThat(mistakes(read("projects?" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "=1")))
                    .isEqualTo(Map.of(name, "is not known here"));
        }
        ObjectNode limits = Json.MAPPER.createObjectNode().put("name", "x");
        limits.putObject("rules").putObject("limits").putObject("models").put("m" + name, 1);
        assertThat(mistakes(send("POST", "projects", limits.toString())))
                .isEqualTo(Map.of("rules.limits.models.m" + name, "must be an object"));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 100, 480})
    void depth_isNoMatter(int depth) throws Exception {
        String deep = "{\"models\":{\"a\":".repeat(depth) + "1" + "}}".repeat(depth);
        assertThat(mistakes(send("POST", "projects", "{\"name\":\"x\",\"rules\":{\"limits\":" + deep + "}}")))
                .containsOnlyKeys("rules.limits.models.a.models");
    }

    @Test
    @Timeout(20)
    void texts_areMatchedInLinearTime() throws Exception {
        ObjectNode project = Json.MAPPER.createObjectNode();
        for (int length = 125_000; length <= 1_000_000; length *= 2) {
            project.put("name", "a".repeat(length) + "\u0001");
            assertThat(mistakes(send("POST", "projects", project.toString()))).containsOnlyKeys("name");
        }
    }

    @Test
    void manyMistakes_areAllAnswered() throws Exception {
        ObjectNode project = Json.MAPPER.createObjectNode().put("name", "x");
        for (int i = 0; i < 20_000; i++) {
            project.put("unknown" + i, i);
        }
        assertThat(mistakes(send("POST", "projects", project.toString()))).hasSizeGreaterThan(99);
    }
}
