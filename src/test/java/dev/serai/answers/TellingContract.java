package dev.serai.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One replica makes an answer, and another one, which shares its database, tells its events. */
@Timeout(60)
abstract class TellingContract extends DatabaseContract {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final Duration KEPT = Duration.ofDays(1);

    private KeptAnswer.Key key;
    private KeptAnswers answers;
    private Telling maker;
    private Telling other;

    @BeforeEach
    void twoReplicas() {
        key = new KeptAnswer.Key("owner", "resp_" + UUID.randomUUID());
        answers = answers();
        maker = telling(answers);
        other = telling(answers());
    }

    private KeptAnswers answers() {
        return new KeptAnswers(new AnswerStore(database(), CLOCK), new AnswerLimits(KEPT, 10_000, 100, 10_000_000));
    }

    private Telling telling(KeptAnswers kept) {
        AnswerLimits limits = new AnswerLimits(KEPT, 10_000, 100, 10_000_000);
        return new Telling(kept, new EventStore(database(), CLOCK), new AnswerStore(database(), CLOCK), limits);
    }

    private void is(String status) {
        answers.keep(new KeptAnswer(
                key.owner(), key.id(), null, status, promise().toString(), "[]", List.of(), NOON, NOON.plus(KEPT)));
    }

    private ObjectNode promise() {
        return Json.MAPPER.createObjectNode().put("id", key.id()).put("background", true);
    }

    private void begin() {
        is("in_progress");
        maker.begin(key, promise());
    }

    private static byte[] delta(String text) {
        return ("event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":77,\n"
                        + "data: \"delta\":\"" + text + "\"}\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void write() {
        answers.write();
        maker.write();
    }

    private String told(Telling by, long after) throws IOException {
        try (FollowedEvents events = new FollowedEvents(by, key, after, Memory.UNCOUNTED)) {
            return new String(events.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void events_areToldByBoth_theSame() throws Exception {
        begin();
        for (int i = 0; i < 5; i++) {
            maker.add(key, delta("Grüße 世界 " + i));
            write();
        }
        is("completed");
        maker.end(key);
        String local = told(maker, -1);
        write();

        assertThat(local)
                .contains("\"sequence_number\":0,", "Grüße 世界 4", "event: response.completed\ndata: {")
                .contains("\"sequence_number\":7,\"response\":{\"id\":\"" + key.id());
        assertThat(maker.told(key)).as("what the database has is not held here").isNull();
        for (Telling each : List.of(maker, other)) {
            assertThat(told(each, -1)).isEqualTo(local);
            assertThat(told(each, 4))
                    .isEqualTo(
                            local.substring(
                                    local.indexOf(
                                            "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":5,")));
            assertThat(told(each, 6)).startsWith("event: response.completed");
            assertThat(told(each, 7)).isEmpty();
        }
    }

    @Test
    void follower_ofTheOtherReplica_getsWhatIsStillMade() throws Exception {
        begin();
        write();
        CompletableFuture<String> followed = CompletableFuture.supplyAsync(() -> {
            try {
                return told(other, 1);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        maker.add(key, delta("late"));
        write();
        is("incomplete");
        maker.end(key);
        write();

        assertThat(followed.get())
                .contains("late")
                .contains("event: response.incomplete")
                .doesNotContain("queued");
    }

    @Test
    void moreThanThereIsRoomFor_isInTheLastEvent() throws Exception {
        begin();
        String long1 = "x".repeat(1 << 19);
        for (int i = 0; i < 12; i++) {
            maker.add(key, delta(long1));
        }
        maker.add(key, delta("short"));
        is("completed");
        maker.end(key);
        write();
        String told = told(other, -1);

        assertThat((long) told.length()).isLessThan(Told.LARGEST + 1000);
        assertThat(told).doesNotContain("short").contains("\"sequence_number\":15,\"response\":");
    }

    @Test
    void replicaThatIsGone_leavesAnEnd() throws Exception {
        begin();
        maker.add(key, delta("one"));
        write();
        is("failed");
        answers.write();

        assertThat(told(other, -1)).contains("one").contains("event: response.failed");
    }

    @Test
    void deletedAnswer_endsWithoutAWord_andTakesItsEventsAlong() throws Exception {
        begin();
        maker.add(key, delta("one"));
        write();
        answers.delete(key);
        maker.add(key, delta("two"));
        write();

        assertThat(maker.told(key)).isNull();
        assertThat(told(other, -1)).isEmpty();
        assertThat(database()
                        .sql()
                        .sql("select count(*) from told_event where answer = :id")
                        .param("id", key.id())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whatIsNoEvent_isNotTold() throws Exception {
        begin();
        String odd =
                "data: {|data: []|: comment|data: {\"type\":7}|data: {\"type\":{}}||data: {\"type\":\"a\",\"response\":[]}"
                        + "|event: x\ndata: {}|data: {\"type\":\"a\\nevent: b\"}";
        for (String each : odd.split("\\|", -1)) {
            maker.add(key, (each + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
        is("completed");
        maker.end(key);

        String told = told(maker, 1);

        assertThat(told.lines().filter(line -> line.startsWith("event: ")))
                .containsExactly("event: 7", "event: aeventb", "event: response.completed");
    }

    @Test
    void followers_areNoMoreThanThereMayBe() {
        begin();
        List<FollowedEvents> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(new FollowedEvents(maker, key, -1, Memory.UNCOUNTED));
        }

        assertThatThrownBy(() -> new FollowedEvents(maker, key, -1, Memory.UNCOUNTED))
                .isInstanceOf(ApiException.class);
        new FollowedEvents(maker, new KeptAnswer.Key("other", "resp_o"), -1, Memory.UNCOUNTED).close();
        all.forEach(FollowedEvents::close);
        all.forEach(FollowedEvents::close);
        new FollowedEvents(maker, key, -1, Memory.UNCOUNTED).close();
    }
}
