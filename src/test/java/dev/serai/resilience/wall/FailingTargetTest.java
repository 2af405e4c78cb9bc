package dev.serai.resilience.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.resilience.wall.Faults.Fault;
import dev.serai.support.Script;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many requests, half of them streamed, through an alias whose primary fails three times in ten, at any point. */
class FailingTargetTest extends WallGatewayTest {

    private static final int REQUESTS = Integer.getInteger("serai.wall.requests", 1000);
    private static final int AT_ONCE = 16;
    private static final int MOST_ATTEMPTS = 3;
    private static final int SHOWN = 5;
    private static final double FAILING = 0.3;
    private static final long SEED = 20_261_121;

    private static final List<Fault> FAULTS = List.of(
            Faults.reset(),
            Faults.status(500, "internal_error"),
            (ask, attempt, reply) -> Faults.cut(place(attempt)).answer(ask, attempt, reply),
            (ask, attempt, reply) -> Faults.garbage(place(attempt)).answer(ask, attempt, reply));

    private final List<Long> millis = Collections.synchronizedList(new ArrayList<>());
    private final List<String> broken = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    @Test
    @Timeout(1200)
    void thousandRequests_throughAFailingTarget_areAllWhole() throws Exception {
        String model = Scenarios.LOSSY.name();
        PRIMARY.breaks(model, this::lossy);
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
        assertNoKeyAtRest();
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
