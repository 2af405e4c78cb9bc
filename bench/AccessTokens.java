package dev.serai.access;

import dev.serai.store.Actor;
import dev.serai.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Fills a database with projects and tokens, or measures how long a caller's look-up takes.
 *
 * <p>{@code fill DATA PROJECTS TOKENS SAMPLE}: writes some of the tokens to the file SAMPLE. {@code look DATA SAMPLE}:
 * loads everything as the gateway does at its start and finds the callers of the sample in random order.
 */
final class AccessTokens {

    private static final int SAMPLE = 10_000;
    private static final int LOOKS = 2_000_000;
    private static final Rules RULES = 
            new Rules(List.of("openai/*", "smart"), null, null, null, null, null, null, null, null, null);

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[1]);
        try (Database database = new Database("", "", "", data)) {
            if (arguments[0].equals("fill")) {
                fill(database, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), Path.of(arguments[4]));
            } else {
                look(database, data, Path.of(arguments[2]));
            }
        }
    }

    private static void fill(Database database, int projects, int tokens, Path sample) throws IOException {
        Changes changes = new Changes(database, () -> {});
        ProjectRegistry projectRegistry = new ProjectRegistry(database, changes);
        TokenRegistry tokenRegistry = new TokenRegistry(database, changes);
        List<String> texts = new ArrayList<>();
        // in one transaction: a commit for each would be what takes the time
        database.transaction(() -> {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < projects; i++) {
                ids.add(projectRegistry
                        .create(new ProjectRegistry.Draft("project " + i, true, RULES, Map.of(), Map.of()), Actor.SERAI)
                        .id());
            }
            for (int i = 0; i < tokens; i++) {
                TokenRegistry.Draft draft = new TokenRegistry.Draft("token " + i, true, RULES, Map.of(), null);
                String text = tokenRegistry
                        .issue(ids.get(i % projects), draft, Actor.SERAI)
                        .secret()
                        .text();
                if (i % Math.max(1, tokens / SAMPLE) == 0) {
                    texts.add(text);
                }
            }
            return null;
        });
        Files.write(sample, texts);
    }

    private static void look(Database database, Path data, Path sample) throws IOException {
        Directory directory = new Directory(new MasterKeys(List.of()));
        new DirectoryFeed(database, directory, new Snapshot(data.resolve("none"))).refresh();
        Callers callers = new Callers(List.of(), directory, null);
        List<String> texts = Files.readAllLines(sample);
        Random random = new Random(1);
        long[] nanos = new long[LOOKS];
        int models = 0;
        for (int i = 0; i < LOOKS; i++) {
            String text = texts.get(random.nextInt(texts.size()));
            long began = System.nanoTime();
            Caller caller = callers.find(text);
            caller.requireUsable(Clock.systemUTC().instant());
            nanos[i] = System.nanoTime() - began;
            models += caller.modelsRestricted() ? 1 : 0;
        }
        long[] warm = Arrays.copyOfRange(nanos, LOOKS / 2, LOOKS);
        Arrays.sort(warm);
        if (models != LOOKS) {
            throw new IllegalStateException("a caller's rules are missing");
        }
        System.out.printf(
                "look-up of a token among %d of %d projects: p50 %.2f µs, p99 %.2f µs%n",
                directory.tokens().size(),
                directory.projects().size(),
                warm[warm.length / 2] / 1e3,
                warm[(int) (warm.length * 0.99)] / 1e3);
    }
}
