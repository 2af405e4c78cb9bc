import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Keys in the vaults of clouds, asked for by Camel's own components, and replaced under 64 connections: the clouds' APIs and a
 * provider that knows the keys are played here, {@link CloudFakes}; the gateway is a process of its own, which finds the real
 * addresses behind a proxy. CloudVaults GATEWAY KEY FOLDER CLOUD…
 */
final class CloudVaults {
    private static final int CONNECTIONS = 64;
    private static final int ROTATIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> valid = ConcurrentHashMap.newKeySet();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final String gateway;
    private final String key;
    private final CloudFakes fakes;

    private CloudVaults(String gateway, String key, Path folder) throws Exception {
        this.gateway = gateway;
        this.key = key;
        this.fakes = new CloudFakes(folder, this::isValid);
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[2]);
        CloudVaults vaults = new CloudVaults(args[0], args[1], folder);
        Files.writeString(folder.resolve("ready"), vaults.fakes.settings());
        boolean failed = false;
        for (String cloud : List.of(args).subList(3, args.length)) {
            failed |= vaults.rotate(cloud);
        }
        System.exit(failed ? 1 : 0);
    }

    private boolean isValid(String bearer) {
        seen.add(bearer);
        return valid.contains(bearer);
    }

    private boolean rotate(String cloud) throws Exception {
        until(cloud + " has no secret yet: 503", () -> status(cloud) == 503);
        serving(cloud, "the-first-key-of-" + cloud);
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        Map<Integer, Integer> failed = new ConcurrentHashMap<>();
        ExecutorService callers = Executors.newFixedThreadPool(CONNECTIONS);
        for (int i = 0; i < CONNECTIONS; i++) {
            callers.execute(() -> {
                while (!done.get()) {
                    int status = status(cloud);
                    if (status != 200) {
                        failed.merge(status, 1, Integer::sum);
                    }
                    asked.incrementAndGet();
                }
            });
        }
        for (int turn = 1; turn <= ROTATIONS; turn++) {
            more(asked);
            Set<String> old = Set.copyOf(valid);
            serving(cloud, "the-key-of-" + cloud + '-' + turn); // the provider takes both for a while
            valid.removeAll(old); // requests under way still have it
            more(asked);
        }
        int questions = fakes.asked(cloud);
        fakes.away(true);
        until(cloud + " is asked while it is away", () -> fakes.asked(cloud) > questions + 1);
        more(asked);
        fakes.away(false);
        serving(cloud, "the-key-after-the-outage-of-" + cloud);
        done.set(true);
        callers.shutdown();
        callers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        fakes.put(cloud, null);
        until(cloud + "'s secret is deleted: 503", () -> status(cloud) == 503);
        System.out.printf(
                "%-6s %d rotations and an outage, %d connections, %d requests, %d failed %s%n",
                cloud, ROTATIONS + 1, CONNECTIONS, asked.get(), failed.values().stream().mapToInt(it -> it).sum(),
                failed.isEmpty() ? "" : failed);
        return !failed.isEmpty();
    }

    private void serving(String cloud, String next) throws InterruptedException {
        valid.add(next);
        fakes.put(cloud, next);
        until(next + " serves", () -> status(cloud) == 200 && seen.contains(next));
    }

    private void more(AtomicInteger asked) throws InterruptedException {
        int before = asked.get();
        until("requests end", () -> asked.get() > before + 4 * CONNECTIONS);
    }

    private int status(String cloud) {
        String body = "{\"model\":\"vault-" + cloud + "/m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + "/v1/chat/completions"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void until(String what, BooleanSupplier reached) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                System.out.println("it does not come to that: " + what);
                System.exit(1);
            }
            Thread.sleep(20);
        }
    }
}
