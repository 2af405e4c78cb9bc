package dev.serai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.BodyConverters;
import dev.serai.events.Event;
import dev.serai.events.Events;
import dev.serai.journal.Journal;
import dev.serai.journal.SegmentFile;
import dev.serai.usage.UsageEventsTest;
import dev.serai.wire.Json;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What event routes are told, when, and how often, whatever becomes of where they send it. */
class DeliveryTest {

    private static final String ROUTE = "event-test";
    private static final String JOURNALED = "serai:usage?delivery=atLeastOnce";

    @TempDir
    private Path data;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<CamelContext> contexts = new ArrayList<>();
    private Events events = new Events(meters);
    private Journal journal;
    private Feeds feeds;

    @BeforeEach
    void open() {
        journal = new Journal(data.resolve("journal"), 2000, Duration.ofMillis(2), 10_000, SegmentFile::open);
        journal.keepForFollowers(1 << 20);
        feeds = new Feeds(events, new Positions(journal, data.resolve("events")), 100_000, meters);
    }

    @AfterEach
    void close() {
        contexts.forEach(CamelContext::stop);
        journal.close();
    }

    /** A generation whose one event route does this. */
    private CamelContext generation(String uri, Consumer<Exchange> sink) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext(false);
        context.disableJMX();
        context.build();
        context.getShutdownStrategy().setTimeout(5);
        BodyConverters.addTo(context);
        SeraiComponent.addTo(context, feeds);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:policy-redact")
                        .routeId("policy-redact")
                        .errorHandler(noErrorHandler())
                        .process(exchange -> exchange.getMessage()
                                .setBody(exchange.getMessage()
                                        .getBody(String.class)
                                        .replace("4111111111111111", "[card]")));
                from(uri).routeId(ROUTE).errorHandler(noErrorHandler()).process(sink::accept);
            }
        });
        context.start();
        contexts.add(context);
        return context;
    }

    private CamelContext generation(String uri) throws Exception {
        return generation(uri, this::takes);
    }

    private void takes(Exchange exchange) {
        told.add(exchange.getMessage().getBody(JsonNode.class).path("requestId").asText());
    }

    private void publish(String type, String id) {
        events.publish(Event.of(type, Instant.EPOCH, Json.MAPPER.createObjectNode().put("requestId", id)));
    }

    private void journal(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(i -> journal.append(UsageEventsTest.journaled("req_" + i)));
        long last = journal.last();
        await().atMost(Duration.ofSeconds(30)).until(() -> journal.last() >= to && journal.last() >= last);
    }

    private static List<String> requests(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "req_" + i).toList();
    }

    private void awaitTold(int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> told.size() >= count);
    }

    private double count(String meter) {
        return meters.get(meter).tag("route", ROUTE).counter().count();
    }

    @Test
    void route_isToldWhatItListensTo_asDocuments() throws Exception {
        List<Object> seen = new CopyOnWriteArrayList<>();
        generation("serai:events?types=alert,budget", exchange -> {
            seen.add(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE));
            seen.add(exchange.getMessage().getBody());
            takes(exchange);
        });
        publish(Event.ALERT, "1");
        publish(Event.BREAKER, "2");
        publish(Event.BUDGET, "3");
        awaitTold(2);

        assertThat(told).containsExactly("1", "3");
        assertThat(seen)
                .startsWith(
                        "application/json", "{\"type\":\"alert\",\"at\":\"1970-01-01T00:00:00Z\",\"requestId\":\"1\"}");
        await().until(() -> count("serai.events.delivered") == 2);
    }

    @Test
    void failure_isPassedOver_andCounted() throws Exception {
        generation("serai:alerts", exchange -> {
            takes(exchange);
            throw new IllegalStateException("the sink is away");
        });
        publish(Event.ALERT, "1");
        publish(Event.ALERT, "2");
        awaitTold(2);

        assertThat(told).containsExactly("1", "2");
        await().until(() -> count("serai.events.failed") == 2);
        assertThat(count("serai.events.delivered")).isZero();
    }

    @Test
    void error_isAFailureLikeOthers() throws Exception {
        generation("serai:alerts", exchange -> {
            takes(exchange);
            throw new StackOverflowError("a test");
        });
        publish(Event.ALERT, "1");
        publish(Event.ALERT, "2");
        awaitTold(2);
        assertThat(told).containsExactly("1", "2");
    }

    @Test
    void slowRoute_losesWhatDoesNotFit_andNobodyWaitsForIt() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        generation("serai:alerts", exchange -> {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            takes(exchange);
        });
        for (int i = 0; i < 2000; i++) {
            publish(Event.ALERT, "a" + i);
        }
        double dropped = count("serai.events.dropped");
        assertThat(dropped).isGreaterThan(1000);
        open.countDown();
        awaitTold((int) (2000 - dropped));
        assertThat(told).startsWith("a0", "a1").hasSize((int) (2000 - dropped));
    }

    @Test
    void reload_losesNothing_andTellsNothingTwice() throws Exception {
        CamelContext old = generation("serai:alerts");
        for (int generation = 0; generation < 5; generation++) {
            for (int i = 0; i < 100; i++) {
                publish(Event.ALERT, "req_" + (100 * generation + i + 1));
            }
            CamelContext next = generation("serai:alerts");
            old.getRoute(ROUTE).getConsumer().stop();
            old.stop();
            old = next;
        }
        awaitTold(500);
        assertThat(told).isEqualTo(requests(1, 500));
        assertThat(count("serai.events.dropped")).isZero();
    }

    @Test
    void routeThatGoes_isToldNoMore_andWhatWaitedIsToldFirst() throws Exception {
        CamelContext only = generation("serai:alerts");
        publish(Event.ALERT, "1");
        only.stop();
        publish(Event.ALERT, "2");

        assertThat(told).containsExactly("1");
        assertThat(events.wants(Event.ALERT)).isFalse();
        assertThat(meters.find("serai.events.waiting").gauge()).isNull();
    }

    @Test
    void newRoute_beginsNow_andIsToldOfEachRequestOfTheJournal() throws Exception {
        journal(1, 5);
        generation(JOURNALED);
        journal(6, 300);
        awaitTold(295);
        assertThat(told).isEqualTo(requests(6, 300));
    }

    @Test
    void sinkThatIsAway_isTriedAgain_andOrderIsKept() throws Exception {
        int[] tries = {0};
        generation(JOURNALED, exchange -> {
            if (tries[0]++ < 2) {
                throw new IllegalStateException("the sink is away");
            }
            takes(exchange);
        });
        journal(1, 20);
        journal.release(journal.last());
        awaitTold(20);
        assertThat(told).isEqualTo(requests(1, 20));
        assertThat(count("serai.events.failed")).isEqualTo(2);
    }

    @Test
    void reload_goesOnInTheJournalWhereItWas() throws Exception {
        CamelContext old = generation(JOURNALED);
        for (int generation = 0; generation < 5; generation++) {
            journal(100 * generation + 1, 100 * generation + 100);
            CamelContext next = generation(JOURNALED);
            old.getRoute(ROUTE).getConsumer().stop();
            old.stop();
            old = next;
        }
        awaitTold(500);
        assertThat(told).isEqualTo(requests(1, 500));
    }

    @Test
    void restart_goesOnWhereItWas() throws Exception {
        CamelContext before = generation(JOURNALED);
        journal(1, 10);
        awaitTold(10);
        before.stop();
        journal(11, 20);
        journal.close();
        open();
        generation(JOURNALED);
        journal(21, 25);
        awaitTold(25);
        assertThat(told).isEqualTo(requests(1, 25));
    }

    @Test
    void crash_tellsAgainWhatWasNotWrittenDown_andLosesNothing() throws Exception {
        generation(JOURNALED);
        journal(1, 10);
        awaitTold(10);
        Path position = data.resolve("events/" + ROUTE + ".position");
        await().until(() -> Files.readString(position).endsWith(" 10\n"));
        contexts.get(0).stop();
        // as a crash leaves it before the last ones were written down
        Files.writeString(position, Files.readString(position).replace(" 10\n", " 7\n"));
        generation(JOURNALED);
        awaitTold(13);
        assertThat(told.subList(10, 13)).isEqualTo(requests(8, 10));
    }

    @Test
    void journalOfAnotherTime_isToldFromItsBeginning() throws Exception {
        generation(JOURNALED).stop();
        Path position = data.resolve("events/" + ROUTE + ".position");
        Files.writeString(position, java.util.UUID.randomUUID() + " 7000\n");
        journal(1, 3);
        generation(JOURNALED);
        awaitTold(3);
        assertThat(told).isEqualTo(requests(1, 3));
    }

    @Test
    void diskIsBounded_andWhatThatCosts_isCounted() throws Exception {
        journal.keepForFollowers(4000);
        CountDownLatch open = new CountDownLatch(1);
        generation(JOURNALED, exchange -> {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            takes(exchange);
        });
        journal(1, 1);
        await().until(() -> meters.get("serai.events.waiting").gauge().value() == 1);
        journal(2, 200);
        journal.release(200);
        open.countDown();

        await().atMost(Duration.ofSeconds(30)).until(() -> told.contains("req_200"));
        await().until(() -> told.size() + count("serai.events.dropped") == 200);
        assertThat(count("serai.events.dropped")).isGreaterThan(50);
    }

    @Test
    void unreadableRecord_isPassedOver_andCounted() throws Exception {
        generation(JOURNALED);
        journal.append(new byte[] {9, 9});
        journal(2, 2);
        awaitTold(1);
        assertThat(told).containsExactly("req_2");
        assertThat(count("serai.events.dropped")).isEqualTo(1);
    }

    @Test
    void whatWasSaid_passesThePolicyFirst() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        generation("serai:content?redact=policy-redact", exchange -> {
            seen.add(exchange.getMessage().getBody(String.class));
            takes(exchange);
        });
        var facts = Json.MAPPER.createObjectNode().put("requestId", "req_1");
        facts.putObject("content").putArray("messages").addObject().put("content", "my card is 4111111111111111");
        events.publish(Event.of(Event.CONTENT, Instant.EPOCH, facts));
        awaitTold(1);
        assertThat(seen.get(0)).contains("my card is [card]").doesNotContain("4111");
    }

    @Test
    void policyThatIsNotThere_isNoStart() {
        assertThatThrownBy(() -> generation("serai:content?redact=policy-redcat"))
                .hasStackTraceContaining("redact=policy-redcat: there is no such route");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serai:usages                              | did you mean usage?",
                "serai:usage?delivery=atleastonce          | delivery is atMostOnce or atLeastOnce",
                "serai:alerts?delivery=atLeastOnce         | only usage comes atLeastOnce",
                "serai:content?delivery=atLeastOnce        | only usage comes atLeastOnce",
                "serai:usage?redact=policy-redact          | redact is for serai:content",
                "serai:usage?types=alert                   | types is an option of serai:events",
                "serai:events?types=usage,alerts           | did you mean alert?",
                "serai:events?types=content                | there is no type 'content'"
            })
    void addressWithAMistake_isRefused(String uri, String why) {
        assertThatThrownBy(() -> generation(uri)).hasStackTraceContaining(why);
    }
}
