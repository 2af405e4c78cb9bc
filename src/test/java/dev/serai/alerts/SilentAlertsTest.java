package dev.serai.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.alerts.Silences.Silence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Channels that fail, and alerts that nobody wants to hear of. */
class SilentAlertsTest extends AlertKitTest {

    @Test
    void silence_keepsItFromBeingTold_untilItEnds() {
        AlertRule rule = AlertKit.rule();
        silence(null, Duration.ofMinutes(10));
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 40);
        assertThat(kit.told()).isEmpty();
        assertThat(AlertReport.of(rule, kit.alerts).states())
                .singleElement()
                .satisfies(it -> assertThat(it.state()).isEqualTo("firing"));
        kit.clock.pass(Duration.ofMinutes(10));
        kit.round(rule, "acme", 40);
        assertThat(kit.told()).containsExactly(FIRES);
    }

    @Test
    void silentFromBeginningToEnd_isNeverToldOf() {
        AlertRule rule = AlertKit.rule();
        silence(null, Duration.ofMinutes(10));
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 1);
        kit.clock.pass(Duration.ofMinutes(20));
        kit.round(rule, "acme", 1);
        assertThat(kit.told()).isEmpty();
    }

    @Test
    void silence_keepsNobodyFromHearingThatItIsOver() {
        AlertRule rule = AlertKit.rule("repeat", "2m");
        kit.round(rule, "acme", 40);
        silence(null, Duration.ofHours(1));
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 40);
        assertThat(kit.told()).containsExactly(FIRES);
        kit.round(rule, "acme", 1);
        assertThat(kit.told()).containsExactly(OVER);
    }

    @Test
    void silenceOfLabels_isOfTheseAlone() {
        AlertRule rule = AlertKit.rule();
        silence(Map.of("provider", "acme"), Duration.ofHours(1));
        kit.round(rule, "acme", 40, "other", 40);
        assertThat(kit.told()).containsExactly("mail firing {provider=other}");
    }

    private void silence(Map<String, String> labels, Duration length) {
        kit.alerts.silence(new Silence("slow", labels, kit.clock.instant().plus(length), "it is known", "somebody"));
    }

    @Test
    void channelThatFails_isTriedAgain_andOthersAreNotToldTwice() {
        AlertRule rule = AlertKit.rule("channel", "mail slack");
        kit.broken.add("slack");
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 40);
        assertThat(kit.told()).containsExactly(FIRES);
        Channels.Report slack = kit.alerts.channels().report("slack").orElseThrow();
        assertThat(slack.failures()).isEqualTo(2);
        assertThat(slack.trouble()).isEqualTo("the channel is broken");
        assertThat(AlertReport.of(rule, kit.alerts).states().get(0).owed()).containsExactly("slack");

        kit.broken.clear();
        kit.round(rule, "acme", 40);
        assertThat(kit.told()).containsExactly("slack firing {provider=acme}");
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 1);
        assertThat(kit.told()).containsExactlyInAnyOrder(OVER, "slack over {provider=acme}");
        assertThat(kit.alerts.channels().report("slack").orElseThrow().trouble())
                .isNull();
    }

    @Test
    void channelThatFailsForLong_isLeftAloneForAWhile() {
        AlertRule rule = AlertKit.rule("every", "1s");
        kit.broken.add("mail");
        for (int i = 0; i < 600; i++) {
            kit.clock.pass(Duration.ofSeconds(1));
            kit.roundNow(rule, "acme", 40);
        }
        assertThat(kit.alerts.channels().report("mail").orElseThrow().failures())
                .isBetween(5, 10);
    }

    @Test
    void overThatNobodyCouldBeTold_isToldWhenTheChannelIsBack() {
        AlertRule rule = AlertKit.rule();
        kit.round(rule, "acme", 40);
        kit.broken.add("mail");
        kit.round(rule, "acme", 1);
        kit.round(rule, "acme", 1);
        kit.broken.clear();
        kit.round(rule, "acme", 1);
        kit.round(rule, "acme", 1);
        assertThat(kit.told()).containsExactly(FIRES, OVER);
    }

    @Test
    void backBeforeAnybodyHeardThatItWasOver_isNothingNew() {
        AlertRule rule = AlertKit.rule();
        kit.round(rule, "acme", 40);
        kit.broken.add("mail");
        kit.round(rule, "acme", 1);
        kit.broken.clear();
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 40);
        assertThat(kit.told()).containsExactly(FIRES);
        kit.round(rule, "acme", 1);
        assertThat(kit.told()).containsExactly(OVER);
    }

    @Test
    void test_saysThatItIsOne_andIsNoIncident() {
        AlertRule rule = AlertKit.rule();
        List<Channels.Report> reports = kit.alerts.test(rule, kit::send);

        assertThat(reports)
                .singleElement()
                .satisfies(it -> assertThat(it.trouble()).isNull());
        assertThat(kit.documents.get(0)).containsEntry("test", true);
        assertThat((String) kit.documents.get(0).get("text")).startsWith("This is a test");
        kit.round(rule, "acme", 40);
        assertThat(kit.documents.get(1).get("id"))
                .isNotEqualTo(kit.documents.get(0).get("id"));
    }

    @Test
    void silentFromBeginningToEnd_isOverForEventRoutesToo() {
        AlertRule rule = AlertKit.rule();
        silence(null, Duration.ofHours(1));
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 1);

        assertThat(kit.told()).isEmpty();
        assertThat(kit.events).extracting(it -> it.get("state")).containsExactly("firing", "over");
        assertThat(kit.books.standings("slow")).isEmpty();
    }

    /** Whatever comes and goes meanwhile, and whoever else was told of it. */
    @ParameterizedTest
    @CsvSource({"mail,false", "mail,true", "mail log,false", "mail log,true"})
    void channelThatHasHeardNothing_isTold_whenItFiresAndTheChannelIsBack(String channels, boolean restart) {
        AlertRule rule = AlertKit.rule("channel", channels, "repeat", "0");
        kit.broken.add("mail");
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 1);
        kit.round(rule, "acme", 1);
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 1);
        if (restart) {
            kit = kit.restarted();
            kit.broken.add("mail");
            kit.round(rule, "acme", 1);
        }
        kit.broken.clear();
        for (int i = 0; i < 10; i++) {
            kit.round(rule, "acme", 40);
        }

        assertThat(kit.told()).filteredOn(it -> it.startsWith("mail")).containsExactly(FIRES);
        kit.round(rule, "acme", 1);
        assertThat(kit.told()).contains(OVER);
        assertThat(kit.books.standings("slow")).isEmpty();
    }
}
