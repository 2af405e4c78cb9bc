package dev.serai.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Prompts are found by their tenant and gist alone, and held within their bounds. */
class NeighboursTest {

    private static final long BYTES = 1 << 20;

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1000); // which goes round
    private final Neighbours<String> neighbours = new Neighbours<>(
            new SemanticSettings(DataSize.ofBytes(BYTES), 100, 512, Duration.ofSeconds(1), Duration.ofHours(1)),
            clock::get);

    private static Place place(String tenant, Object group) {
        return new Place(tenant, tenant, group.toString());
    }

    private List<String> keys(Place place) {
        return neighbours.visit(place, "new", "text").stream()
                .map(Neighbour::key)
                .filter(key -> !key.equals("new"))
                .toList();
    }

    private static Embedding vector(String space, int dimensions) {
        float[] values = new float[dimensions];
        values[0] = 2;
        return Embedding.of(space, values);
    }

    @Test
    void prompt_isFoundInItsPlaceAlone() {
        neighbours.visit(place("a", 1), "k1", "one");
        assertThat(keys(place("a", 1))).containsExactly("k1");
        assertThat(keys(place("a", 2))).isEmpty();
        assertThat(keys(place("b", 1))).isEmpty();
        neighbours.remove((owner, key) -> key.equals("k1"));
        assertThat(keys(place("a", 1))).isEmpty();
    }

    @Test
    void oneTenant_hasSoManyPrompts_andNoneOfAnothers() {
        for (int i = 0; i < 50; i++) {
            neighbours.visit(place("b", i), "b" + i, "text");
        }
        for (int i = 0; i < 1000; i++) {
            neighbours.visit(place("a", i), "a" + i, "text");
        }
        assertThat(neighbours.size()).isBetween(140L, 150L);
        assertThat(keys(place("a", 0))).isEmpty();
        assertThat(keys(place("a", 999))).containsExactly("a999");
        assertThat(keys(place("b", 0))).containsExactly("b0");
    }

    @Test
    void oneGist_hasTheNewestPrompts() {
        for (int i = 0; i < 40; i++) {
            neighbours.visit(place("a", 1), "a" + i, "text");
        }
        assertThat(keys(place("a", 1))).hasSize(16).startsWith("a24").endsWith("a39");
    }

    @Test
    void bytes_areBounded_ofOneTenantAndOfAll_alsoWhereMemoryIsShort() {
        Random random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            Place place = place("tenant " + random.nextInt(30), random.nextInt(40));
            String key = "key " + random.nextInt(3);
            neighbours.visit(place, key, "x".repeat(random.nextInt(512)));
            neighbours.learn(place, Map.of(key, vector("m", 1 + random.nextInt(3000))));
            assertThat(neighbours.holding().bytes()).isLessThanOrEqualTo(BYTES);
        }
        assertThat(neighbours.holding().bytes()).isGreaterThan(BYTES / 4);
        neighbours.keep(1 / 16.0);
        assertThat(neighbours.holding().bytes()).isLessThanOrEqualTo(BYTES / 16);
        neighbours.keep(1);
        neighbours.visit(place("a", 1), "k", "one");
        assertThat(keys(place("a", 1))).containsExactly("k");
    }

    @Test
    void oneTenantsBytes_areAQuarterOfAll() {
        for (int i = 0; i < 90; i++) {
            neighbours.visit(place("a", i), "k", "one");
            neighbours.learn(place("a", i), Map.of("k", vector("m", 4000)));
        }
        assertThat(neighbours.holding().bytes()).isBetween(BYTES / 8, BYTES / 4);
    }

    @Test
    void vectorsOfAnotherSpaceOrLength_areForgotten() {
        neighbours.visit(place("a", 1), "k1", "one");
        neighbours.visit(place("a", 1), "k2", "two");
        neighbours.learn(place("a", 1), Map.of("k1", vector("m", 3)));
        assertThat(embedding("k1")).isNotNull();
        neighbours.learn(place("a", 1), Map.of("k2", vector("m", 4)));
        assertThat(embedding("k1")).isNull();
        neighbours.learn(place("a", 1), Map.of("k1", vector("other", 4)));
        assertThat(embedding("k2")).isNull();
        assertThat(embedding("k1")).isNotNull();
    }

    private Embedding embedding(String key) {
        return neighbours.visit(place("a", 1), "k1", "one").stream()
                .filter(it -> it.key().equals(key))
                .findFirst()
                .orElseThrow()
                .embedding();
    }

    @Test
    void promptsOfOneThatSharesWithOthers_areForgottenWithoutTheirs() {
        neighbours.visit(new Place("team", "one", "g"), "k1", "text");
        neighbours.visit(new Place("team", "other", "g"), "k2", "text");
        neighbours.remove((owner, key) -> owner.equals("one"));
        assertThat(neighbours.visit(new Place("team", "other", "g"), "k3", "text"))
                .extracting(Neighbour::key)
                .containsExactly("k2");
    }

    @Test
    void whatNobodyAsksFor_isForgotten() {
        neighbours.visit(place("a", 1), "k1", "one");
        neighbours.visit(place("b", 1), "k1", "one");
        clock.addAndGet(Duration.ofMinutes(59).toNanos());
        neighbours.visit(place("a", 2), "k2", "two");
        clock.addAndGet(Duration.ofMinutes(2).toNanos());
        neighbours.visit(place("a", 2), "k2", "two");
        assertThat(neighbours.size()).isEqualTo(1);
    }
}
