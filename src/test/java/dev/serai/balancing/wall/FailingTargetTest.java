package dev.serai.balancing.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.balancing.Loads;
import dev.serai.balancing.wall.Faults.Fault;
import dev.serai.support.LiveObjects;
import dev.serai.support.Script;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Many requests, half of them streamed, through an alias whose primary fails three times in ten, at any point. */
class FailingTargetTest extends WallGatewayTest {

    private static final int REQUESTS = Integer.getInteger("serai.wall.requests", 1000);
    private static final int AT_ONCE = 16;
    /** Objects of a class, and threads, that may stay for those who come next. */
    private static final int KEPT = 4 * AT_ONCE;

    private static final int MOST_ATTEMPTS = 3;
    private static final int SHOWN = 5;
    private static final double FAILING = 0.3;
    private static final long SEED = 20_261_121;

    private static final List<Fault> FAULTS = List.of(
            Faults.reset(),
            Faults.status(500, "internal_error"),
            (ask, attempt, reply) -> Faults.cut(place(attempt)).answer(ask, attempt, reply),
            (ask, attempt, reply) -> Faults.garbage(place(attempt)).answer(ask, attempt, reply));

    /** The wall remembers what it was asked; what is held is counted by the clock, and not by requests. */
    private static final List<String> OTHERS = List.of(
            "dev.serai.support.",
            "dev.serai.memory.Holding",
            "dev.serai.memory.Trend",
            FailingTargetTest.class.getPackageName() + ".");

    @Autowired
    private Loads loads;

    @Autowired
    private MeterRegistry meters;

    private final List<Long> millis = Collections.synchronizedList(new ArrayList<>());
    private final List<String> broken = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    @DynamicPropertySource
    static void wall(DynamicPropertyRegistry properties) throws IOException {
        twoProviders(properties);
    }

    @Test
    @Timeout(1200)
    void thousandRequests_throughAFailingTarget_areAllWhole() throws Exception {
        String model = Scenarios.LOSSY.name();
        PRIMARY.breaks(model, this::lossy);
        Map<String, Long> before = LiveObjects.of("dev.serai.");
        int threadsBefore = threads();
        long since = System.nanoTime();

        atOnce(REQUESTS, AT_ONCE, this::one);

        long took = System.nanoTime() - since;
        PRIMARY.heals(model);
        print(took / 1_000_000);
        assertThat(broken.stream().limit(SHOWN))
                .as("%s are not whole, such as", broken.size())
                .isEmpty();
        assertThat(failed.get()).isBetween(REQUESTS / 5, REQUESTS);
        assertThat(PRIMARY.asked(model)).hasSizeLessThanOrEqualTo(MOST_ATTEMPTS * REQUESTS);
        assertThat(await(this::recorded, count -> count == REQUESTS)).isEqualTo(REQUESTS);
        assertNothingLeased();
        assertNothingInWork();
        assertNothingGrewWithTheRequests(before, threadsBefore);
        assertNoKeyAtRest();
    }

    private void assertNothingInWork() throws Exception {
        for (String provider : List.of("primary", "fallback")) {
            String target = provider + "/" + Scenarios.LOSSY.name();
            assertThat(await(() -> loads.of(target).inFlight(), count -> count == 0))
                    .as(target)
                    .isZero();
        }
        assertThat(await(() -> meters.get("serai.queue.in.work").gauge().value(), count -> count == 0))
                .as("places in the queue")
                .isZero();
    }

    /** Calls, streams, timers, bookings: none may outlive its request. */
    private static void assertNothingGrewWithTheRequests(Map<String, Long> before, int threadsBefore) throws Exception {
        Map<String, Long> grown = LiveObjects.of("dev.serai.");
        grown.keySet().removeIf(name -> OTHERS.stream().anyMatch(name::startsWith));
        grown.replaceAll((name, count) -> count - before.getOrDefault(name, 0L));
        grown.values().removeIf(growth -> growth <= KEPT);
        assertThat(grown).as("objects that outlive their requests").isEmpty();
        assertThat(threads() - threadsBefore).as("threads").isLessThanOrEqualTo(KEPT);
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /** What happens depends on the number of the attempt alone. */
    private Script lossy(Ask ask, int attempt, Reply reply) {
        SplittableRandom random = new SplittableRandom(SEED + attempt);
        if (random.nextDouble() >= FAILING) {
            return reply.whole();
        }
        failed.incrementAndGet();
        return FAULTS.get(random.nextInt(FAULTS.size())).answer(ask, attempt, reply);
    }

    /** After how many tokens a fault strikes. */
    private static int place(int attempt) {
        return new SplittableRandom(SEED - attempt).nextInt(Canon.TOKENS);
    }

    private boolean one() {
        boolean stream = asked.incrementAndGet() % 2 == 0;
        try {
            Heard answer = ask(WallRoutes.alias(Scenarios.LOSSY.name()), stream);
            millis.add(answer.millis());
            List<String> flaws = answer.status() == 200 ? answer.flaws() : List.of("status " + answer.status());
            if (!flaws.isEmpty()
                    || !answer.text().equals(Canon.TEXT)
                    || answer.all().contains(PROVIDER_KEY)) {
                broken.add("%s %s: %s".formatted(answer.header("x-request-id"), flaws, answer.text()));
            }
        } catch (Exception e) {
            broken.add(e.toString());
        }
        return stream;
    }

    /** Requests that are on record as answered. */
    private long recorded() {
        return database.sql()
                .sql("select count(*) from usage_record where alias = :alias and status = 200 and error is null")
                .param("alias", WallRoutes.alias(Scenarios.LOSSY.name()))
                .query(Long.class)
                .single();
    }

    private void print(long took) {
        List<Long> sorted = millis.stream().sorted().toList();
        String model = Scenarios.LOSSY.name();
        Stream.of(
                        row("requests", REQUESTS),
                        row("not whole", broken.size()),
                        row("attempts on the primary", PRIMARY.asked(model).size()),
                        row("of which failed", failed.get()),
                        row("attempts on the fallback", FALLBACK.asked(model).size()),
                        row("ms of an answer, median", sorted.get(sorted.size() / 2)),
                        row("ms of an answer, slowest of 100", sorted.get(sorted.size() * 99 / 100)),
                        row("ms of an answer, slowest", sorted.get(sorted.size() - 1)),
                        row("requests/s", REQUESTS * 1000L / Math.max(1, took)))
                .forEach(System.out::println);
    }

    private static String row(String what, long figure) {
        return String.format(Locale.ROOT, "faults: %-40s%10d", what, figure);
    }
}
