import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Limits and changes, of one gateway and of two that share a database and Redis. */
final class AccountingReplicas {
    private static final int LIMIT = 1000;
    private static final int CONNECTIONS = 16;
    private static final int TIMES = 20;

    private final AccountingGateway here;
    private final AccountingGateway there;

    private AccountingReplicas(AccountingGateway here, AccountingGateway there) {
        this.here = here;
        this.there = there;
    }

    /** How often chats were answered so, by all connections of a crowd together. */
    private record Crowd(AtomicInteger passed, AtomicInteger refused, AtomicInteger other) {
        Crowd() {
            this(new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
        }

        void count(int status) {
            (status == 200 ? passed : status == 429 ? refused : other).incrementAndGet();
        }
    }

    /** {@code GATEWAY ADMIN}: a limit of 100 requests and 1000 at a time, each on a connection of its own. */
    static void limit(String[] args) throws Exception {
        AccountingGateway gateway = new AccountingGateway(args[0], args[1]);
        String project = gateway.project("limit", "{}");
        for (int round = 1; round <= 5; round++) {
            String key = gateway.token(project, limits(100)).path("secret").textValue();
            Crowd crowd = new Crowd();
            gather(List.of(gateway), List.of(key), 1000, 1, crowd);
            Accounting.row("round " + round + ": passed of 1000 at once, limit 100", crowd.passed,
                    crowd.passed.get() == 100 && crowd.refused.get() == 900);
        }
    }

    /** {@code HERE THERE ADMIN}: what two replicas do as one. */
    static void replicas(String[] args) throws Exception {
        AccountingReplicas replicas = new AccountingReplicas(
                new AccountingGateway(args[0], args[2]), new AccountingGateway(args[1], args[2]));
        replicas.sharedLimits();
        replicas.changes();
    }

    private void sharedLimits() throws Exception {
        String free = here.project("free", "{}");
        crowd("a token's limit", List.of(here.token(free, limits(LIMIT))));
        String limited = here.project("limited", limits(LIMIT));
        crowd("a project's limit, two tokens", List.of(here.token(limited, "{}"), here.token(limited, "{}")));
    }

    private void crowd(String what, List<JsonNode> tokens) throws Exception {
        List<String> keys = tokens.stream().map(token -> token.path("secret").textValue()).toList();
        for (String key : keys) {
            await(key, 200);
        }
        Crowd crowd = new Crowd();
        long begin = System.nanoTime();
        gather(List.of(here, there), keys, 2 * CONNECTIONS, 3 * LIMIT / (2 * CONNECTIONS) + 1, crowd);
        double seconds = (System.nanoTime() - begin) / 1e9;
        int passed = crowd.passed.get() + keys.size(); // the first ones, by which each key was awaited
        Accounting.row("%s of %d: passed of %d in %.1f s".formatted(
                what, LIMIT, passed + crowd.refused.get() + crowd.other.get(), seconds), passed,
                Math.abs(passed - LIMIT) <= LIMIT / 50 && crowd.other.get() == 0);
    }

    private static String limits(int hour) {
        return "{\"limits\":{\"requests\":{\"hour\":%d}}}".formatted(hour);
    }

    /** Connections take turns among gateways, and within a gateway among keys; all begin at the same time. */
    private static void gather(
            List<AccountingGateway> gateways, List<String> keys, int connections, int times, Crowd crowd) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        CountDownLatch ready = new CountDownLatch(connections);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            AccountingGateway gateway = gateways.get(i % gateways.size());
            String key = keys.get(i / gateways.size() % keys.size());
            all.add(threads.submit(() -> {
                try (AccountingGateway.Caller caller = gateway.caller()) {
                    ready.countDown();
                    ready.await();
                    for (int n = 0; n < times; n++) {
                        crowd.count(caller.chat(key, "crowd", false).status());
                    }
                }
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();
    }

    private void changes() throws Exception {
        String project = here.project("changing", "{}");
        spread(project, "new token, served", null, null, null, 200);
        spread(project, "revoked token, refused", "POST", "/revoke", null, 401);
        spread(project, "blocked token, refused", "PATCH", "", "{\"active\":false}", 401);
        spread(project, "changed model rule, refused", "PATCH", "", "{\"rules\":{\"models\":[\"openai/*\"]}}", 403);
    }

    /** Changes a token here, and waits there; from the answer to the change to the first answer that shows it. */
    private void spread(String project, String what, String method, String path, String body, int status) throws Exception {
        double slowest = 0;
        double sum = 0;
        for (int i = 0; i < TIMES; i++) {
            JsonNode token = here.token(project, "{}");
            String key = token.path("secret").textValue();
            long begin = System.nanoTime();
            if (method != null) {
                await(key, 200);
                here.manage(method, "/tokens/" + token.path("token").path("id").textValue() + path, body);
                begin = System.nanoTime();
            }
            double millis = (await(key, status) - begin) / 1e6;
            slowest = Math.max(slowest, millis);
            sum += millis;
        }
        Accounting.row("%s by the other replica: mean, slowest of %d, ms".formatted(what, TIMES),
                "%.0f, %.0f".formatted(sum / TIMES, slowest), slowest < 1000);
    }

    /** When the other replica answers so. */
    private long await(String key, int status) throws Exception {
        long begin = System.nanoTime();
        try (AccountingGateway.Caller caller = there.caller()) {
            while (true) {
                AccountingGateway.Answer answer = caller.chat(key, "await", false);
                if (answer.status() == status) {
                    return answer.nanos();
                }
                if (System.nanoTime() - begin > 20_000_000_000L) {
                    throw new IllegalStateException("after 20 s still " + answer.text());
                }
                Thread.sleep(1);
            }
        }
    }
}
