package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry.Issued;
import dev.serai.limits.Budget;
import dev.serai.limits.Budget.Amounts;
import dev.serai.limits.Budgets;
import dev.serai.limits.Period;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.Metrics;
import dev.serai.support.RoutesCopy;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * Requests that end in every way, against a provider that keeps its own books: what is on record is what it charges, and so
 * are the sums of metrics.
 */
@AutoConfigureObservability
@TestPropertySource(properties = {"serai.hedge-share=1", "serai.usage.keep-records=1d"})
class MoneyTest extends CallingGatewayTest {

    private static final int REQUESTS = Integer.getInteger("serai.money.requests", 630);
    private static final int AT_ONCE = 64;
    private static final long SEED = 20_261_127;
    private static final double ESTIMATES_MAY_DIFFER = 0.1;
    private static final MoneyKind[] KINDS = MoneyKind.values();

    @Autowired
    private Budgets budgets;

    private final MoneyProvider provider = new MoneyProvider();
    private final AtomicInteger next = new AtomicInteger();
    private final Map<MoneyKind, AtomicInteger> asked = new EnumMap<>(MoneyKind.class);
    private Issued caller;

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        for (String[] alias : MoneyKind.ALIASES) {
            RoutesCopy.alias(routes, alias[0], alias[1], "", Arrays.copyOfRange(alias, 2, alias.length));
        }
        properties.add("serai.routes", routes::toString);
    }

    @Test
    @Timeout(3600)
    void whatIsOnRecord_isWhatProvidersCharge() throws Exception {
        for (MoneyKind kind : KINDS) {
            asked.put(kind, new AtomicInteger());
        }
        caller = token(budgeted(new Budget(null, new Amounts(null, null, new BigDecimal("1000000000")))));
        UPSTREAM.answer(request -> {
            if (UPSTREAM.received().size() > 1000) {
                UPSTREAM.received().clear(); // they remember what they were asked
            }
            return provider.answer(request);
        });

        atOnce(REQUESTS, AT_ONCE, this::one);

        assertThat(await(this::requests, count -> count == REQUESTS))
                .as("requests on record")
                .isEqualTo(REQUESTS);
        compare();
        new MoneyMetrics(database, caller.token().project())
                .compare(Metrics.of(get("/manage/metrics").body()));
        BigDecimal cost = amount(
                "select sum(cost) from usage_record where project = :id",
                caller.token().project());
        String subject = "project:" + caller.token().project();
        Budgets.BudgetAccount account = new Budgets.BudgetAccount(subject, Period.at(Period.Span.TOTAL, Instant.now()));
        assertThat(budgets.held(account)).isZero();
        assertThat(budgets.spent(account)).as("the budget").isEqualByComparingTo(cost);
        assertThat(amount("select amount from spending where period = 'total' and subject = :id", subject))
                .isEqualByComparingTo(cost);
        System.out.printf(Locale.ROOT, "money: the records' costs, the budget and the database's spending: %s%n", cost);
    }

    private Void one() throws Exception {
        int number = next.getAndIncrement();
        MoneyKind kind = KINDS[number % KINDS.length];
        asked.get(kind).incrementAndGet();
        int bytes = 4 * new SplittableRandom(SEED + number).nextInt(1000, 3000);
        String path = kind.name().startsWith("BATCH") ? "/v1/embeddings" : CHAT;
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + caller.secret().text())
                .header("x-request-id", "money-" + kind + "-" + number)
                .POST(BodyPublishers.ofString(body(kind, number, bytes)));
        if (kind == MoneyKind.TIMED_OUT) {
            request.header("x-serai-timeout-total", "300ms");
        }
        send(kind, request);
        return null;
    }

    private static String body(MoneyKind kind, int number, int bytes) {
        if (kind.name().startsWith("BATCH")) {
            String inputs = IntStream.range(0, 2 * 96 + 10)
                    .mapToObj(i -> "\"" + MoneyProvider.text(kind, number, 100) + "\"")
                    .collect(Collectors.joining(","));
            return "{\"model\":\"" + kind.model + "\",\"input\":[" + inputs + "]}";
        }
        String chat = kind.stream ? streamedChat(kind.model) : chat(kind.model);
        return chat.replace("Hello", MoneyProvider.text(kind, number, bytes));
    }

    private static void send(MoneyKind kind, HttpRequest.Builder request) throws Exception {
        if (kind == MoneyKind.LEFT_BEFORE) {
            CLIENT.sendAsync(request.timeout(Duration.ofSeconds(1)).build(), BodyHandlers.ofString())
                    .handle((answer, left) -> left)
                    .join();
        } else if (kind == MoneyKind.LEFT_AMID) {
            HttpResponse<java.io.InputStream> answer = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                body.readNBytes(300);
            }
        } else {
            try {
                CLIENT.send(request.build(), BodyHandlers.ofString());
            } catch (IOException broken) {
                assertThat(kind).as("whose stream breaks").isEqualTo(MoneyKind.BROKEN_STREAM);
            }
        }
    }

    private long requests() {
        return database.sql()
                .sql("select count(*) from usage_record where project = :id and error is distinct from 'overtaken'"
                        + " and error is distinct from 'replaced'")
                .param("id", caller.token().project())
                .query(Long.class)
                .single();
    }

    private BigDecimal amount(String query, String id) {
        return database.sql().sql(query).param("id", id).query(BigDecimal.class).single();
    }

    /** The table; fails where a line of it does not agree. */
    private void compare() {
        StringBuilder wrong = new StringBuilder();
        System.out.printf(
                Locale.ROOT,
                "money: %-15s%9s%9s%14s%14s%14s%14s%9s%n",
                "kind",
                "requests",
                "attempts",
                "reported",
                "on record",
                "not reported",
                "estimated",
                "off");
        for (MoneyKind kind : KINDS) {
            MoneyBooks.Page page = provider.books().page(kind);
            long exact = tokens(kind, false);
            long estimated = tokens(kind, true);
            long unread = kind == MoneyKind.HEDGED ? page.reported.get() - exact : 0; // whole, but overtaken
            double charged = page.unreported.get() + unread;
            double off = charged == 0 ? estimated : estimated / charged - 1;
            boolean agrees = exact + unread == page.reported.get() && Math.abs(off) <= ESTIMATES_MAY_DIFFER;
            System.out.printf(
                    Locale.ROOT,
                    "money: %-15s%9d%9d%14d%14d%14d%14d%8.1f%%%s%n",
                    kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    asked.get(kind).get(),
                    page.attempts.get(),
                    page.reported.get(),
                    exact,
                    page.unreported.get(),
                    estimated,
                    100 * off,
                    agrees ? "" : "  FAILED");
            wrong.append(agrees ? "" : kind + " ");
        }
        assertThat(wrong.toString()).as("kinds whose books do not agree").isEmpty();
    }

    private long tokens(MoneyKind kind, boolean estimated) {
        return database.sql()
                .sql("select coalesce(sum(prompt_tokens + completion_tokens), 0) from usage_record"
                        + " where project = :id and request_id like :kind and estimated = :estimated")
                .param("id", caller.token().project())
                .param("kind", "money-" + kind + "-%")
                .param("estimated", estimated)
                .query(Long.class)
                .single();
    }
}
