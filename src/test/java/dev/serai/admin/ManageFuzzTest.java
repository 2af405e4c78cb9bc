package dev.serai.admin;

import dev.serai.routing.Archives;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever an administrator sends, the answer says what was wrong with it. */
class ManageFuzzTest extends ManageTest {

    private static final String RULES = "{\"models\":[\"a\"],\"endpoints\":[\"/v1/x\"],\"addresses\":[\"10.0.0.0/8\"],"
            + "\"limits\":{\"requests\":{\"minute\":1,\"burst\":1},\"concurrent\":2,\"models\":{\"a*\":{\"tokens\":{\"day\":3}}}},"
            + "\"budget\":{\"soft\":{\"month\":1.5},\"hard\":{\"total\":2}}}";

    private final SplittableRandom random = new SplittableRandom(12);

    private void send(String method, String path, byte[] body, String type) throws Exception {
        HttpRequest request = request("/manage/" + path)
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
        assertAnswered(
                CLIENT.send(request, BodyHandlers.ofString()),
                method + " " + path + " " + new String(body, StandardCharsets.ISO_8859_1));
    }

    private List<String[]> writers() throws Exception {
        String project = project();
        String token = id(tokenOf(project));
        return List.of(
                new String[] {
                    "POST",
                    "projects",
                    "{\"name\":\"n\",\"active\":true,\"rules\":" + RULES + ",\"metadata\":{\"a\":\"b\"}}"
                },
                new String[] {"PATCH", "projects/" + project, "{\"rules\":" + RULES + ",\"metadata\":{\"a\":\"b\"}}"},
                new String[] {"PUT", "projects/" + project + "/provider-keys/openai", "{\"key\":\"sk-something\"}"},
                new String[] {
                    "POST",
                    "tokens",
                    "{\"name\":\"n\",\"project\":\"" + project + "\",\"expiresAt\":\"2099-01-01T00:00:00Z\",\"rules\":"
                            + RULES + "}"
                },
                new String[] {"PATCH", "tokens/" + token, "{\"labels\":{\"a\":\"b\"},\"rules\":" + RULES + "}"},
                new String[] {"POST", "tokens/" + token + "/rotate", "{\"overlap\":\"PT1H\"}"},
                new String[] {"PUT", "providers/simulator/breaker", "{\"state\":\"auto\",\"model\":null}"});
    }

    private List<String> mutations(String body) {
        List<String> mutations = new ArrayList<>(List.of(
                "",
                " ",
                "{}",
                "[]",
                "null",
                "true",
                "\"a\"",
                "7",
                "{",
                "[",
                "\"",
                "\u0000",
                "\ufeff" + body,
                body + body,
                "[".repeat(5000),
                "{\"a\":".repeat(5000),
                "[" + body + "]",
                "{\"a\":" + body + "}"));
        for (int i = 0; i < body.length(); i += 1 + random.nextInt(9)) {
            mutations.add(body.substring(0, i));
            mutations.add(body.substring(0, i) + (char) random.nextInt(256) + body.substring(i + 1));
            mutations.add(body.substring(0, i) + body.substring(i + 1));
        }
        String[] values = {
            "null",
            "[]",
            "{}",
            "true",
            "-1",
            "0",
            "1.5",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "[null]",
            "{\"\":null}",
            "\"" + "a".repeat(5000) + "\"",
            "[[[[]]]]",
            "{\"a\":{\"b\":{\"c\":{}}}}",
            "9223372036854775807"
        };
        for (String value : values) {
            mutations.add(body.replaceFirst("(?<=:)(\"[^\"]*\"|true|\\d+(\\.\\d+)?|\\[[^]]*])", value));
            mutations.add(body.replaceAll("(?<=[:\\[])\"[^\"]*\"", value));
            mutations.add(body.replaceAll("(?<=:)\\d+(\\.\\d+)?", value));
            mutations.add(body.replaceAll("(?<=:)\\{[^{}]*}", value));
            mutations.add(body.replaceAll("(?<=:)\\[[^]]*]", value));
        }
        return mutations;
    }

    @Test
    void mutatedBodies_areAnswered() throws Exception {
        for (String[] writer : writers()) {
            for (String mutation : mutations(writer[2])) {
                send(writer[0], writer[1], mutation.getBytes(StandardCharsets.UTF_8), "application/json");
            }
            byte[] bytes = writer[2].getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < bytes.length; i += 5) {
                byte[] flipped = bytes.clone();
                flipped[i] ^= (byte) (1 << random.nextInt(8));
                send(writer[0], writer[1], flipped, "application/json");
            }
        }
    }

    @Test
    void strangeTypes_areAnswered() throws Exception {
        for (String[] writer : writers()) {
            for (String type : new String[] {
                "text/plain",
                "*/*",
                "application/*",
                "application/json, text/plain",
                "a",
                "application/json;charset=x",
                "application/json;charset=utf-16",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                ";",
                "a/b;c"
            }) {
                send(writer[0], writer[1], writer[2].getBytes(StandardCharsets.UTF_8), type);
            }
        }
    }

    @Test
    void brokenArchives_are400() throws Exception {
        byte[] whole = Archives.zip(Map.of("routes/router.camel.yaml", "- route: {}", "transforms/a/b.jslt", "."));
        for (int i = 0; i < whole.length; i += 3) {
            byte[] cut = Arrays.copyOf(whole, i);
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) (1 << random.nextInt(8));
            for (String type : new String[] {"application/zip", "application/octet-stream"}) {
                if (i > 0) {
                    HttpRequest request = request("/manage/routes/check")
                            .header("Content-Type", type)
                            .POST(BodyPublishers.ofByteArray(cut))
                            .build();
                    assertProblem(CLIENT.send(request, BodyHandlers.ofString()), 400, "invalid_archive");
                }
                send("POST", "routes/check", flipped, type);
            }
        }
        send("POST", "routes/check", whole, "application/x-www-form-urlencoded");
        send("POST", "routes/check", whole, "multipart/form-data");
        send("POST", "routes/check", whole, "multipart/form-data; boundary=x");
    }
}
