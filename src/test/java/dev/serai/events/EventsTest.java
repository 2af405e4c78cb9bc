package dev.serai.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.log.Secrets;
import dev.serai.wire.Json;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventsTest {

    private static final Instant AT = Instant.parse("2026-11-27T03:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Events events = new Events(meters);

    private static Event event(String type, String text) {
        return Event.of(type, AT, Json.MAPPER.createObjectNode().put("text", text));
    }

    private double dropped(String route) {
        return meters.get("serai.events.dropped").tag("route", route).counter().count();
    }

    @Test
    void document_hasTypeAndTimeFirst() {
        ObjectNode facts = Json.MAPPER.createObjectNode();
        facts.put("name", "openai").putObject("more").put("n", 1);

        assertThat(Event.of(Event.BREAKER, AT, facts))
                .hasToString(
                        "{\"type\":\"breaker\",\"at\":\"2026-11-27T03:00:00Z\",\"name\":\"openai\",\"more\":{\"n\":1}}");
    }

    @Test
    void document_isOneLine_thatNoTerminalObeys() throws Exception {
        String hostile = "a\nb\r\u001b[2J\u007f\u0085\u2028\u202e\u2066é\ud83d\ude00";

        Event event = event(Event.ALERT, hostile);

        assertThat(event.toString()).doesNotContainPattern("[\\p{Cntrl}\\u0085\\u2028\\u202e\\u2066]");
        assertThat(Json.parse(event.bytes()).path("text").asText()).isEqualTo(hostile);
    }

    @Test
    void document_hasNoSecret_howeverDeep() throws Exception {
        Secrets.known().add("canary-0123456789abcdef");
        ObjectNode facts = Json.MAPPER.createObjectNode();
        facts.putArray("list").addObject().put("said", "it was canary-0123456789abcdef, and Bearer abcdefgh12345678");

        JsonNode document = Json.parse(Event.of(Event.ALERT, AT, facts).bytes());

        assertThat(document.at("/list/0/said").asText()).isEqualTo("it was [secret], and Bearer [secret]");
    }

    @Test
    void subscriber_getsWhatItListensTo_inOrder() {
        Subscription subscription = events.subscribe("event-a", Set.of(Event.ALERT, Event.RELOAD), 10_000);

        events.publish(event(Event.ALERT, "1"));
        events.publish(event(Event.BREAKER, "2"));
        events.publish(event(Event.RELOAD, "3"));

        assertThat(events.wants(Event.RELOAD)).isTrue();
        assertThat(events.wants(Event.USAGE)).isFalse();
        assertThat(subscription.next().toString()).contains("\"1\"");
        assertThat(subscription.next().toString()).contains("\"3\"");
        assertThat(subscription.next()).isNull();
        assertThat(subscription.bytes()).isZero();
    }

    @Test
    void subscriberThatDoesNotKeepUp_isBoundedInBytes_andWhatItLosesIsCounted() {
        Subscription slow = events.subscribe("event-slow", Set.of(Event.ALERT), 4000);
        Subscription quick = events.subscribe("event-quick", Set.of(Event.ALERT), 1_000_000);

        for (int i = 0; i < 100; i++) {
            events.publish(event(Event.ALERT, "x".repeat(100)));
        }

        assertThat(slow.bytes()).isLessThanOrEqualTo(4000).isGreaterThan(3000);
        assertThat(dropped("event-slow")).isEqualTo(100.0 - slow.waiting());
        assertThat(quick.waiting()).isEqualTo(100);
        assertThat(dropped("event-quick")).isZero();
        slow.next();
        events.publish(event(Event.ALERT, "there is room again"));
        assertThat(dropped("event-slow")).isEqualTo(100.0 - slow.waiting());
    }

    @Test
    void documentThatIsMadeLater_isMadeOnce_byWhoReadsIt() {
        AtomicInteger made = new AtomicInteger();
        Subscription one = events.subscribe("event-a", Set.of(Event.USAGE), 10_000);
        Subscription other = events.subscribe("event-b", Set.of(Event.USAGE), 10_000);

        events.publish(Event.later(
                Event.USAGE, AT, 1000, () -> Json.MAPPER.createObjectNode().put("made", made.incrementAndGet())));

        assertThat(made).hasValue(0);
        assertThat(one.bytes()).isBetween(1000L, 2000L);
        assertThat(one.next().toString())
                .contains("\"made\":1")
                .isEqualTo(other.next().toString());
        assertThat(made).hasValue(1);
        assertThat(one.bytes()).isZero();
    }

    @Test
    void subscriber_isBoundedInNumber() {
        Subscription slow = events.subscribe("event-slow", Set.of(Event.ALERT), Long.MAX_VALUE);

        for (int i = 0; i < Subscription.MOST + 5; i++) {
            events.publish(event(Event.ALERT, ""));
        }

        assertThat(slow.waiting()).isEqualTo(Subscription.MOST);
        assertThat(dropped("event-slow")).isEqualTo(5);
    }

    @Test
    void closedSubscription_hearsNoMore_andCountsWhatItHadNotTold() {
        Subscription subscription = events.subscribe("event-a", Set.of(Event.ALERT), 10_000);
        events.publish(event(Event.ALERT, "1"));

        subscription.close();
        events.publish(event(Event.ALERT, "2"));

        assertThat(subscription.waiting()).isZero();
        assertThat(events.wants(Event.ALERT)).isFalse();
        assertThat(dropped("event-a")).isEqualTo(1);
    }
}
