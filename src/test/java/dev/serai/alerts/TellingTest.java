package dev.serai.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Kept;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is told of an alert, of what, and how often. */
class TellingTest extends AlertKitTest {

    private static final String AGAIN = "mail firing again {provider=acme}";

    @Test
    void alert_isToldOnce_andOnceThatItIsOver() {
        AlertRule rule = AlertKit.rule();
        kit.round(rule, "acme", 20);
        assertThat(kit.told()).isEmpty();
        kit.round(rule, "acme", 40);
        assertThat(kit.told()).containsExactly(FIRES);
        for (int i = 0; i < 10; i++) {
            kit.round(rule, "acme", 50);
        }
        assertThat(kit.told()).isEmpty();
        kit.round(rule, "acme", 20);
        assertThat(kit.told()).containsExactly(OVER);
        kit.round(rule, "acme", 20);
        assertThat(kit.told()).isEmpty();
        assertThat(kit.books.standings("slow")).isEmpty();
        assertThat(kit.events).extracting(it -> it.get("state")).containsExactly("firing", "over");
    }

    @Test
    void whatIsKnownOfAlertsAndChannels_goesWithTheirFiles() {
        AlertRule lasting = AlertKit.rule();
        kit.round(lasting, "acme", 40);
        kit.events.clear();
        Map<String, Integer> before = Kept.from(List.of(kit.alerts));
        int meters = kit.meters.getMeters().size();
        AlertRule gone = AlertKit.rule("alert", "gone", "channel", "slack");
        kit.round(gone, "acme", 40);
        kit.round(gone, "acme", 20);
        assertThat(kit.alerts.channels().report("slack")).isPresent();

        kit.alerts.retain(List.of(lasting));

        kit.events.clear();
        assertThat(Kept.from(List.of(kit.alerts))).isEqualTo(before);
        assertThat(kit.meters.getMeters()).hasSize(meters);
        assertThat(kit.alerts.channels().report("mail")).isPresent();
    }

    @Test
    void message_saysWhatIsWrong_since_andIsTheSameIncidentUntilItIsOver() {
        AlertRule rule = AlertKit.rule("severity", "critical");
        kit.round(rule, "acme", 41.23);
        kit.round(rule, "acme", 5);

        assertThat(kit.documents.get(0))
                .containsEntry("subject", "Serai: slow (acme) is firing")
                .containsEntry("text", "acme takes 41.2 s")
                .containsEntry("severity", "critical")
                .containsEntry("value", 41.23)
                .containsEntry("threshold", "> 30 s")
                .containsEntry("type", "alert");
        assertThat(kit.documents.get(1).get("id"))
                .isEqualTo(kit.documents.get(0).get("id"));
        assertThat(kit.documents.get(1).get("since"))
                .isEqualTo(kit.documents.get(0).get("since"));
        assertThat((String) kit.documents.get(1).get("text")).startsWith("Over since");
    }

    @Test
    void eachLabel_firesByItself() {
        AlertRule rule = AlertKit.rule();
        kit.round(rule, "acme", 40, "other", 50, "fine", 1);
        assertThat(kit.told()).containsExactlyInAnyOrder(FIRES, "mail firing {provider=other}");
        assertThat(kit.meters
                        .get("serai.alerts.firing")
                        .tag("alert", "slow")
                        .gauge()
                        .value())
                .isEqualTo(2);
        kit.round(rule, "acme", 40, "other", 1, "fine", 1);
        assertThat(kit.told()).containsExactly("mail over {provider=other}");
    }

    @Test
    void alert_thatGoesOn_isToldAgainAfterAWhile() {
        AlertRule rule = AlertKit.rule("repeat", "10m");
        kit.round(rule, "acme", 40);
        for (int i = 0; i < 9; i++) {
            kit.round(rule, "acme", 40);
        }
        assertThat(kit.told()).containsExactly(FIRES);
        kit.round(rule, "acme", 40);
        assertThat(kit.told()).containsExactly(AGAIN);
        kit.round(rule, "acme", 40);
        assertThat(kit.told()).isEmpty();
        AlertRule once = AlertKit.rule("repeat", "0");
        kit.clock.pass(Duration.ofDays(30));
        kit.round(once, "acme", 40);
        assertThat(kit.told()).isEmpty();
    }

    @Test
    void alert_hasToHoldForItsRounds_andNotToHoldForAsMany() {
        AlertRule rule = AlertKit.rule("for", "3");
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 20);
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 40);
        assertThat(kit.told()).isEmpty();
        kit.round(rule, "acme", 40);
        assertThat(kit.told()).containsExactly(FIRES);
        kit.round(rule, "acme", 20);
        kit.round(rule, "acme", 20);
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 20);
        kit.round(rule, "acme", 20);
        assertThat(kit.told()).isEmpty();
        kit.round(rule, "acme", 20);
        assertThat(kit.told()).containsExactly(OVER);
    }

    @Test
    void clear_keepsWhatIsNearTheThresholdFromFlapping() {
        AlertRule rule = AlertKit.rule("clear", "< 10s");
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 20);
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 20);
        assertThat(kit.told()).containsExactly(FIRES);
        kit.round(rule, "acme", 5);
        assertThat(kit.told()).containsExactly(OVER);
    }

    @Test
    void whatNobodyAsksForAnyMore_isOverWhenTheWindowHasPassed() {
        AlertRule rule = AlertKit.rule();
        kit.round(rule, "acme", 40);
        kit.round(rule);
        kit.round(rule);
        assertThat(kit.told()).containsExactly(FIRES);
        kit.clock.pass(Duration.ofMinutes(5));
        kit.round(rule);
        assertThat(kit.told()).containsExactly(OVER);
    }

    @Test
    void questionWithoutAnswer_changesNothing_andCanBeSeen() {
        AlertRule rule = AlertKit.rule();
        kit.round(rule, "acme", 40);
        kit.told();
        for (int i = 0; i < 20; i++) {
            kit.unanswered(rule);
        }
        assertThat(kit.told()).isEmpty();
        assertThat(AlertReport.of(rule, kit.alerts).trouble()).isEqualTo("no answer");
        kit.round(rule, "acme", 40);
        assertThat(AlertReport.of(rule, kit.alerts).trouble()).isNull();
        assertThat(kit.told()).isEmpty();
    }

    @Test
    void alertThatIsNotAskedAnyMore_canBeSeen() {
        AlertRule rule = AlertKit.rule();
        kit.round(rule, "acme", 1);
        kit.clock.pass(Duration.ofMinutes(4));

        assertThat(AlertReport.of(rule, kit.alerts).trouble()).startsWith("nobody has asked since");
    }

    @Test
    void roundsOfAReload_countOnce() {
        AlertRule rule = AlertKit.rule("for", "2");
        kit.round(rule, "acme", 40);
        for (int i = 0; i < 50; i++) {
            kit.clock.pass(Duration.ofMillis(100));
            kit.roundNow(rule, "acme", 40);
        }
        assertThat(kit.told()).isEmpty();
        kit.round(rule, "acme", 40);
        assertThat(kit.told()).containsExactly(FIRES);
    }

    @Test
    void restart_tellsNothingTwice_andForgetsNothing() {
        AlertRule rule = AlertKit.rule("for", "2");
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 40);
        for (int i = 0; i < 3; i++) {
            kit = kit.restarted();
            kit.round(rule); // nobody has asked yet
            kit.round(rule, "acme", 40);
        }
        assertThat(kit.told()).containsExactly(FIRES);
        kit = kit.restarted();
        kit.round(rule, "acme", 1);
        assertThat(kit.told()).isEmpty();
        kit.round(rule, "acme", 1);
        assertThat(kit.told()).containsExactly(OVER);
    }

    @Test
    void moreLabelsThanThereAreMessagesFor_areTheWorst() {
        AlertRule rule = AlertKit.rule("most", "2");
        kit.round(rule, "a", 31, "b", 90, "c", 32, "d", 80);
        assertThat(kit.told()).containsExactlyInAnyOrder("mail firing {provider=b}", "mail firing {provider=d}");
    }
}
