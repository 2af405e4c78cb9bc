package dev.serai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a simulated provider keeps: each kind alike, and never more than there is room for. */
class SimulatedObjectsTest {

    private final SimulatedObjects objects = new SimulatedObjects(Clock.systemUTC());

    private ObjectNode made(SimulatedKind kind, String parent, int bytes) {
        return objects.add(kind, parent, objects.draft(kind).put("name", objects.id(kind)), new byte[bytes]);
    }

    private static String id(SimulatedKind kind, JsonNode facts) {
        return facts.path(kind.member()).asText();
    }

    @Test
    void everyKind_isMadeGotChangedListedAndDeleted() {
        for (SimulatedKind kind : SimulatedKind.values()) {
            ObjectNode first = made(kind, "", 1);
            ObjectNode second = made(kind, "", 1);
            String id = id(kind, first);
            assertThat(id).startsWith(kind.prefix()).isNotEqualTo(id(kind, second));
            assertThat(objects.get(kind, "", id)).hasToString(first.toString());
            assertThat(objects.list(kind, ""))
                    .as("the latest first")
                    .extracting(it -> id(kind, it))
                    .containsExactly(id(kind, second), id);
            objects.put(kind, "", first.deepCopy().put("changed", true));
            assertThat(objects.get(kind, "", id).path("changed").asBoolean()).isTrue();
            assertThat(objects.content(kind, "", id)).hasSize(1);
            objects.delete(kind, "", id);
            assertThat(objects.list(kind, "")).hasSize(1);
            assertThatThrownBy(() -> objects.get(kind, "", id))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.status()).isEqualTo(404));
        }
    }

    @Test
    void whatBelongsToAnother_goesWithIt() {
        String store = id(SimulatedKind.CONTAINER, made(SimulatedKind.CONTAINER, "", 0));
        String file = id(SimulatedKind.CONTAINER_FILE, made(SimulatedKind.CONTAINER_FILE, store, 9));
        assertThat(objects.has(SimulatedKind.CONTAINER_FILE, "cntr_other", file))
                .isFalse();
        objects.delete(SimulatedKind.CONTAINER, "", store);
        assertThat(objects.has(SimulatedKind.CONTAINER_FILE, store, file)).isFalse();
    }

    @Test
    void latest_stay_asManyAsThereIsRoomFor() {
        Random chance = new Random(7);
        List<SimulatedKind> kinds = List.of(SimulatedKind.values());
        for (int i = 0; i < 11_000; i++) {
            made(kinds.get(chance.nextInt(kinds.size())), "", i % 1000 == 0 ? SimulatedObjects.LARGEST / 2 : 10);
        }
        long count = 0;
        long bytes = 0;
        for (SimulatedKind kind : kinds) {
            for (JsonNode each : objects.list(kind, "")) {
                count++;
                bytes += objects.content(kind, "", id(kind, each)).length;
            }
        }
        assertThat(count).isPositive().isLessThanOrEqualTo(10_000);
        assertThat(bytes).isPositive().isLessThanOrEqualTo(4L * SimulatedObjects.LARGEST);
        String last = id(SimulatedKind.FILE, made(SimulatedKind.FILE, "", SimulatedObjects.LARGEST / 2));
        assertThat(objects.has(SimulatedKind.FILE, "", last)).isTrue();
    }

    @Test
    void whatGrows_makesRoom() {
        for (int i = 0; i < 12; i++) {
            ObjectNode small = made(SimulatedKind.VECTOR_STORE, "", 0);
            objects.put(SimulatedKind.VECTOR_STORE, "", small.put("name", "x".repeat(SimulatedObjects.LARGEST / 2)));
        }
        assertThat(objects.list(SimulatedKind.VECTOR_STORE, "")).hasSizeBetween(6, 8);
    }

    @Test
    void whatIsTooLarge_isRefused() {
        ObjectNode facts = objects.draft(SimulatedKind.FILE);
        assertThatThrownBy(() -> objects.add(SimulatedKind.FILE, "", facts, new byte[SimulatedObjects.LARGEST]))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.status()).isEqualTo(413));
        assertThat(objects.list(SimulatedKind.FILE, "")).isEmpty();
    }
}
