package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonPassTest {

    /** What was told. */
    private static final class Told implements JsonPass.Sink {
        private final List<String> texts = new ArrayList<>();
        private final List<String> objects = new ArrayList<>();
        private int lines;

        @Override
        public void text(String name, String value, int depth) {
            texts.add(depth + " " + name + "=" + value);
        }

        @Override
        public void object(byte[] json, int depth) {
            objects.add(depth + " " + new String(json, StandardCharsets.UTF_8));
        }

        @Override
        public void line() {
            lines++;
        }
    }

    private static Told told(String json, boolean lines, String... wanted) {
        Told told = new Told();
        JsonPass pass = new JsonPass(told, lines, Set.of(wanted));
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i += 7) { // wherever it is cut
            pass.add(bytes, i, Math.min(7, bytes.length - i));
        }
        pass.end();
        return told;
    }

    @Test
    void texts_areToldWithNameAndDepth() {
        assertThat(told("{\"a\": \"x\", \"b\":{\"c\" : [\"y\", 1, \"z\"]}, \"d\":null, \"e\":\"\"}", false).texts)
                .containsExactly("1 a=x", "3 c=y", "3 c=z", "1 e=");
    }

    /** However it is escaped, and also of a text of which only the beginning is told. */
    @Test
    void textBytes_areThoseOfTheText() {
        Random random = new Random(23);
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            StringBuilder escaped = new StringBuilder();
            for (int i = random.nextInt(400); i > 0; i--) {
                int c = random.nextBoolean() ? 'a' + random.nextInt(26) : 0x80 + random.nextInt(0x1f000);
                if (c >= 0xd800 && c < 0xe000) {
                    continue;
                }
                String said = Character.toString(c);
                text.append(said);
                said.chars().forEach(unit -> escaped.append("\\u%04x".formatted(unit)));
            }
            long bytes = text.toString().getBytes(StandardCharsets.UTF_8).length;
            for (String written : List.of(text.toString(), escaped.toString())) {
                List<Long> told = new ArrayList<>();
                JsonPass[] pass = new JsonPass[1];
                JsonPass.Sink sink = new JsonPass.Sink() {
                    @Override
                    public void text(String name, String value, int depth) {
                        told.add(pass[0].textBytes());
                    }

                    @Override
                    public void beginning(String name, String value, int depth) {
                        told.add(pass[0].textBytes());
                    }
                };
                pass[0] = new JsonPass(sink, false, Set.of());
                byte[] json = ("{\"a\":\"" + written + "\",\"b\":\"xy\"}").getBytes(StandardCharsets.UTF_8);
                pass[0].add(json, 0, json.length);
                pass[0].end();
                assertThat(told).containsExactly(bytes, 2L);
            }
        }
    }

    @Test
    void whatOpens_closesAtItsDepth() {
        List<String> told = new ArrayList<>();
        JsonPass.Sink sink = new JsonPass.Sink() {
            @Override
            public void text(String name, String value, int depth) {}

            @Override
            public void opens(String name, int depth) {
                told.add("+" + depth + name);
            }

            @Override
            public void closes(int depth) {
                told.add("-" + depth);
            }
        };
        byte[] json = "{\"a\":{\"b\":[{}]},\"c\":[]}".getBytes(StandardCharsets.UTF_8);
        new JsonPass(sink, false, Set.of()).add(json, 0, json.length);
        assertThat(told).containsExactly("+0", "+1a", "+2b", "+3b", "-3", "-2", "-1", "+1c", "-1", "-0");
    }

    @Test
    void escapes_hideNothing() {
        assertThat(told("{\"mod\\u0065l\":\"fil\\u0065-1\",\"x\":\"a\\\"b\\\\\"}", false).texts)
                .containsExactly("1 model=file-1", "1 x=a\"b\\");
    }

    @Test
    void nameAndValueOnDifferentLines_belongTogether() {
        assertThat(told("{\"model\"\n:\n\"x\"\n}", false).texts).containsExactly("1 model=x");
    }

    @Test
    void longTexts_areNotKept() {
        String text = "x".repeat(100_000);
        assertThat(told("{\"a\":\"" + text + "\",\"" + text + "\":\"b\",\"c\":\"d\"}", false).texts)
                .containsExactly("1 =b", "1 c=d");
    }

    @Test
    void brokenLine_doesNotHideTheNext() {
        Told told = told("{\"a\":\"x\n{\"b\":\"y\"}\n{\"c\":\"z\"}", true);
        assertThat(told.texts).containsExactly("1 b=y", "1 c=z");
        assertThat(told.lines).isEqualTo(3);
    }

    @Test
    void wantedObject_isToldWhole() {
        assertThat(told("{\"r\":{\"usage\":{\"n\":1,\"d\":{\"m\":2}}},\"usage\":null}", false, "usage").objects)
                .containsExactly("2 {\"n\":1,\"d\":{\"m\":2}}");
    }

    @Test
    void objectThatIsTooLarge_isNotTold() {
        assertThat(told("{\"usage\":{\"a\":\"" + "x".repeat(1 << 15) + "\"}}", false, "usage").objects)
                .isEmpty();
    }

    /** Of any JSON it finds the texts that a parser finds. */
    @Test
    void anyJson_hasTheTextsThatAParserFinds() {
        Random random = new Random(4);
        for (int i = 0; i < 2000; i++) {
            JsonNode json = value(random, 0);
            List<String> expected = new ArrayList<>();
            collect(json, expected);
            List<String> found = new ArrayList<>();
            JsonPass pass = new JsonPass((name, value, depth) -> found.add(value), false, Set.of());
            byte[] bytes =
                    (random.nextBoolean() ? json.toString() : json.toPrettyString()).getBytes(StandardCharsets.UTF_8);
            pass.add(bytes, 0, bytes.length);
            pass.end();
            assertThat(found).as(json.toString()).isEqualTo(expected);
        }
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.isTextual()) {
            texts.add(new String(node.asText().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        }
        node.forEach(child -> collect(child, texts));
    }

    private static JsonNode value(Random random, int depth) {
        int kind = random.nextInt(depth > 4 ? 3 : 5);
        return switch (kind) {
            case 0 -> Json.MAPPER.getNodeFactory().textNode(text(random));
            case 1 -> Json.MAPPER.getNodeFactory().numberNode(random.nextInt());
            case 2 -> Json.MAPPER.getNodeFactory().nullNode();
            case 3 -> {
                ArrayNode array = Json.MAPPER.createArrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(random, depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = Json.MAPPER.createObjectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(text(random), value(random, depth + 1));
                }
                yield object;
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append("aZ0_-:\"\\/{}[],\n\té世 ".charAt(random.nextInt(19)));
        }
        return text.toString();
    }
}
