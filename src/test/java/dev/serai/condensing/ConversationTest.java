package dev.serai.condensing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.limits.ChatTokens;
import dev.serai.limits.TokenEstimate;
import dev.serai.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the messages are: what is left of a conversation is whole, in its order, and the newest turn is in it. */
class ConversationTest {

    private static final TokenEstimate TOKENS = new TokenEstimate();
    private static final String[] ROLES = {
        "system", "developer", "user", "user", "assistant", "assistant", "tool", "call"
    };

    /** Messages of any order, with calls whose results come soon, late, twice or never. */
    private static ObjectNode chat(Random random) {
        ObjectNode chat = Json.MAPPER.createObjectNode();
        ArrayNode messages = chat.putArray("messages");
        int count = 1 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            String role = ROLES[random.nextInt(ROLES.length)];
            String text = i + " word".repeat(random.nextInt(20));
            if (role.equals("call")) {
                ObjectNode call = Conversation.message("assistant", null);
                call.putArray("tool_calls")
                        .addObject()
                        .put("id", "call_" + random.nextInt(8))
                        .putObject("function")
                        .put("name", "f")
                        .put("arguments", text);
                messages.add(call);
            } else if (role.equals("tool")) {
                messages.add(Conversation.message("tool", text).put("tool_call_id", "call_" + random.nextInt(8)));
            } else {
                messages.add(Conversation.message(role, text));
            }
        }
        return chat;
    }

    private static Conversation conversation(JsonNode chat) {
        return new Conversation(chat, new ChatTokens(TOKENS));
    }

    private static boolean isKept(JsonNode message) {
        return Set.of("system", "developer").contains(message.path("role").asText());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsLeft_isWhole(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            ObjectNode chat = chat(random);
            Conversation said = conversation(chat);
            for (int turn = 0; turn < said.turns(); turn++) {
                assertWhole(chat, said, turn);
            }
        }
    }

    private static void assertWhole(ObjectNode chat, Conversation said, int turn) {
        List<JsonNode> all = new ArrayList<>();
        chat.get("messages").forEach(all::add);
        List<JsonNode> left = new ArrayList<>();
        said.from(turn, null).forEach(left::add);
        List<JsonNode> gone = new ArrayList<>(all);
        for (JsonNode message : left) {
            assertThat(gone.remove(message))
                    .as("%s is one that was said", message)
                    .isTrue();
        }
        assertThat(gone).as("system and developer are heard").noneMatch(ConversationTest::isKept);
        assertThat(all.subList(all.size() - lastTurn(left, all), all.size())).isSubsetOf(left);
        assertThat(said.tokensFrom(turn))
                .isEqualTo(conversation(Json.MAPPER.createObjectNode().set("messages", said.from(turn, null)))
                        .tokens());
        assertThat(orphans(all, left))
                .as("results of calls that are gone, in %s", left)
                .isEmpty();
        assertThat(turn == 0 ? gone : List.of()).isEmpty();
    }

    /** How many messages stand from the last one on that is no system's. */
    private static int lastTurn(List<JsonNode> left, List<JsonNode> all) {
        return left.stream().allMatch(ConversationTest::isKept) || isKept(all.get(all.size() - 1)) ? 0 : 1;
    }

    /** Those results that are left whose call, the last one of that id before them, is gone. */
    private static Set<String> orphans(List<JsonNode> all, List<JsonNode> left) {
        Set<String> orphans = new HashSet<>();
        Map<String, JsonNode> calls = new HashMap<>();
        for (JsonNode message : all) {
            message.path("tool_calls").forEach(call -> calls.put(call.get("id").asText(), message));
            JsonNode called = calls.get(message.path("tool_call_id").asText());
            if (called != null && isAmong(left, message) && !isAmong(left, called)) {
                orphans.add(message.toString());
            }
        }
        return orphans;
    }

    @SuppressWarnings("ReferenceEquality") // messages may be equal
    private static boolean isAmong(List<JsonNode> messages, JsonNode one) {
        return messages.stream().anyMatch(it -> it == one);
    }

    @Test
    void transcript_hasCallsInEitherForm() {
        ObjectNode chat = Json.MAPPER.createObjectNode();
        ArrayNode messages = chat.putArray("messages");
        messages.add(Conversation.message("user", "How warm is it?"));
        ObjectNode old = messages.addObject().put("role", "assistant");
        old.putObject("function_call").put("name", "weather").put("arguments", "{\"of\":\"Bonn\"}");
        messages.add(Conversation.message("function", "21").put("name", "weather"));
        assertThat(conversation(chat).transcript(0, 1))
                .isEqualTo("user: How warm is it?\n\nassistant: \ncalls weather {\"of\":\"Bonn\"}\n\nfunction: 21\n\n");
    }

    /** As with providers that count calls anew in each answer. */
    @Test
    void idsThatComeAgain_partNoCallFromItsResult_andTurnsStayTurns() {
        ObjectNode chat = Json.MAPPER.createObjectNode();
        ArrayNode messages = chat.putArray("messages");
        for (int turn = 0; turn < 5; turn++) {
            messages.add(Conversation.message("user", "question " + turn));
            ObjectNode call = Conversation.message("assistant", null);
            call.putArray("tool_calls")
                    .addObject()
                    .put("id", "call_0")
                    .putObject("function")
                    .put("name", "f")
                    .put("arguments", "{}");
            messages.add(call);
            messages.add(Conversation.message("tool", "result " + turn).put("tool_call_id", "call_0"));
            messages.add(Conversation.message("assistant", "answer " + turn));
        }
        Conversation said = conversation(chat);
        assertThat(said.turns()).isEqualTo(5);
        for (int turn = 0; turn < said.turns(); turn++) {
            assertWhole(chat, said, turn);
            assertThat(said.from(turn, null)).hasSize(4 * (5 - turn));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void turnsThatAreThere_stayAsTheyAre_whenOthersFollow(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            ObjectNode chat = talk(random, 2 + random.nextInt(20));
            ObjectNode longer = chat.deepCopy();
            longer.withArray("messages")
                    .addAll((ArrayNode) talk(random, 1 + random.nextInt(20)).get("messages"));
            Conversation before = conversation(chat);
            Conversation after = conversation(longer);

            for (int turn = 0; turn < before.turns() - 1; turn++) {
                assertThat(after.tokensOf(turn)).isEqualTo(before.tokensOf(turn));
                assertThat(after.transcript(turn, turn + 1)).isEqualTo(before.transcript(turn, turn + 1));
            }
        }
    }

    private static ObjectNode talk(Random random, int turns) {
        ObjectNode chat = Json.MAPPER.createObjectNode();
        ArrayNode messages = chat.putArray("messages");
        for (int i = 0; i < turns; i++) {
            messages.add(Conversation.message("user", "q" + random.nextInt()));
            messages.add(Conversation.message("assistant", "a" + random.nextInt()));
        }
        return chat;
    }
}
