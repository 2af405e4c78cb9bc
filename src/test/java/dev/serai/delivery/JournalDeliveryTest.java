package dev.serai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** What event routes are told from the usage journal: each request until it was taken. */
class JournalDeliveryTest extends DeliveryKit {

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

    /** What the next generation's route wants is looked for when it is its turn: its disk may fail then. */
    @Test
    void routeThatCannotBeginWhenItIsItsTurn_beginsLater() throws Exception {
        CamelContext before = generation("serai:usage");
        Path folder = data.resolve("events");
        Files.writeString(folder, "in the way");
        generation(JOURNALED);
        before.stop();
        assertThat(meters.get("serai.events.waiting")
                        .tag("route", ROUTE)
                        .gauge()
                        .value())
                .isZero();

        Files.delete(folder);
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(folder.resolve(ROUTE + ".position")));
        journal(1, 10);

        awaitTold(10);
        assertThat(told).isEqualTo(requests(1, 10));
    }

    @Test
    void idThatCannotBeAFile_isRefusedAtOnce_whoeverIsBefore() throws Exception {
        Feeds.Turn before = feeds.join("a/b", Source.of("usage", null, null, null));

        assertThatThrownBy(() -> feeds.join("a/b", Source.of("usage", null, "atLeastOnce", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a/b'");
        assertThat(before.isFollowed()).isFalse();
        before.end();
    }
}
