package dev.serai.semantic;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.springframework.util.unit.DataSize;

/** What {@code semantic.sh} runs: prints lines {@code name microseconds}, for so many prompts of one tenant. */
public final class SemanticBench {

    private static final int DIMENSIONS = 384;
    private static final int ROUNDS = 20_000;
    private static final String SHORT = "Hello, can you tell me how I can reset the password of my account, please?";

    private static Object sink;

    private SemanticBench() {}

    public static void main(String[] args) {
        int prompts = Integer.parseInt(args[0]);
        Random random = new Random(16);
        Neighbours<String> neighbours = new Neighbours<>(
                new SemanticSettings(DataSize.ofMegabytes(256), prompts, 512, Duration.ofSeconds(1), Duration.ofDays(1)),
                Ticker.systemTicker());
        Embedding[] vectors = new Embedding[prompts];
        for (int i = 0; i < prompts; i++) {
            float[] values = new float[DIMENSIONS];
            for (int j = 0; j < DIMENSIONS; j++) {
                values[j] = (float) random.nextGaussian();
            }
            vectors[i] = Embedding.of("m", values);
            Place place = new Place("tenant", "project", "gist " + i / Neighbourhood.MOST_NEAR);
            neighbours.visit(place, "key " + i, SHORT + i);
            neighbours.learn(place, Map.of("key " + i, vectors[i]));
        }
        System.out.println("held " + neighbours.size());
        String longest = (SHORT + " ").repeat(7).substring(0, 512);
        time("gist-short", ROUNDS, i -> sink = Gist.of(SHORT));
        time("gist-longest", ROUNDS, i -> sink = Gist.of(longest));
        time("look-up-miss", ROUNDS, i -> sink = neighbours.visit(new Place("tenant", "project", "new " + i), "key", SHORT));
        int groups = prompts / Neighbourhood.MOST_NEAR;
        time("look-up-16-near", ROUNDS, i -> {
            List<Neighbour<String>> near =
                    neighbours.visit(new Place("tenant", "project", "gist " + (groups - 1 - i % 8)), "key", SHORT);
            near.forEach(it -> sink = it.embedding() == null ? null : it.embedding().similarity(vectors[0]));
        });
        time("cosines-of-all", 200, i -> {
            for (Embedding vector : vectors) {
                sink = vector.similarity(vectors[i % prompts]);
            }
        });
    }

    private interface Work {
        void run(int round);
    }

    private static void time(String name, int rounds, Work work) {
        for (int i = 0; i < rounds; i++) {
            work.run(i);
        }
        long begin = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            work.run(rounds + i);
        }
        System.out.printf("%s %.2f%n", name, (System.nanoTime() - begin) / 1e3 / rounds);
    }
}
