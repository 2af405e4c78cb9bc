package dev.serai.delivery;

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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Event routes in generations of a test, over a journal. */
abstract class DeliveryKit {

    static final String ROUTE = "event-test";
    static final String JOURNALED = "serai:usage?delivery=atLeastOnce";

    @TempDir
    Path data;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<CamelContext> contexts = new ArrayList<>();
    Events events = new Events(meters);
    Journal journal;
    Feeds feeds;

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
    CamelContext generation(String uri, Consumer<Exchange> sink) throws Exception {
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

    CamelContext generation(String uri) throws Exception {
        return generation(uri, this::takes);
    }

    void takes(Exchange exchange) {
        told.add(exchange.getMessage().getBody(JsonNode.class).path("requestId").asText());
    }

    void publish(String type, String id) {
        events.publish(
                Event.of(type, Instant.EPOCH, Json.MAPPER.createObjectNode().put("requestId", id)));
    }

    void journal(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(i -> journal.append(UsageEventsTest.journaled("req_" + i)));
        long last = journal.last();
        await().atMost(Duration.ofSeconds(30)).until(() -> journal.last() >= to && journal.last() >= last);
    }

    static List<String> requests(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "req_" + i).toList();
    }

    void awaitTold(int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> told.size() >= count);
    }

    double count(String meter) {
        return meters.get(meter).tag("route", ROUTE).counter().count();
    }
}
