package dev.serai.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Alerts go on while the database is away, and tell nothing twice when it is back. */
class DatabaseAwayAlertsTest extends AlertKitTest {

    private final AlertRule rule = AlertKit.rule();

    @Test
    void whatFiresMeanwhile_isToldOnce_andIsKnownAfterwards() {
        kit.cut = true;
        kit.round(rule, "acme", 40);
        kit.round(rule, "acme", 40);
        assertThat(kit.told()).containsExactly(FIRES);
        assertThat(kit.books.trouble()).isEqualTo("the database is away");

        kit.cut = false;
        kit.round(rule, "acme", 40);
        assertThat(kit.books.trouble()).isNull();
        AlertKit next = kit.restarted();
        next.round(rule, "acme", 40);
        assertThat(kit.told()).isEmpty();
        next.round(rule, "acme", 1);
        assertThat(kit.told()).containsExactly(OVER);
        next.books.close();
    }

    @Test
    void whatWasFiringBefore_isNotToldAgain_andItsEndIsTold() {
        kit.round(rule, "acme", 40);
        kit.cut = true;
        kit.round(rule, "acme", 40);
        assertThat(kit.told()).containsExactly(FIRES);
        kit.round(rule, "acme", 1);
        assertThat(kit.told()).containsExactly(OVER);

        kit.cut = false;
        kit.round(rule, "acme", 1);
        kit.round(rule, "acme", 1);
        assertThat(kit.told()).isEmpty();
        assertThat(kit.books.standings("slow")).isEmpty();
    }

    @Test
    void startWithoutDatabase_endsNothingThatItDoesNotKnow() {
        kit.round(rule, "acme", 40);
        kit.told();
        AlertKit next = kit.restarted();
        next.cut = true;
        next.round(rule, "other", 1);
        next.cut = false;
        next.round(rule, "other", 1);
        next.round(rule, "other", 1);
        assertThat(kit.told()).isEmpty();
        next.round(rule, "acme", 1);
        assertThat(kit.told()).containsExactly(OVER);
        next.books.close();
    }

    @Test
    void replicas_eachSpeakForThemselves_andAgreeAfterwards() {
        AlertKit two = kit.beside("two");
        kit.cut = true;
        two.cut = true;
        kit.round(rule, "acme", 40);
        two.roundNow(rule, "acme", 40);
        assertThat(kit.told()).containsExactly(FIRES, FIRES);

        kit.cut = false;
        two.cut = false;
        for (int i = 0; i < 3; i++) {
            kit.round(rule, "acme", 40);
            two.roundNow(rule, "acme", 40);
        }
        assertThat(kit.told()).isEmpty();
        kit.round(rule, "acme", 1);
        two.roundNow(rule, "acme", 1);
        assertThat(kit.told()).containsExactly(OVER);
        two.books.close();
    }

    @Test
    void whatAnotherOneFinds_isNotOverForThatTheDatabaseIsAway() {
        AlertKit two = kit.beside("two");
        two.round(rule, "acme", 40);
        kit.roundNow(rule, "acme", 1);
        kit.cut = true;
        kit.round(rule, "acme", 1);
        kit.round(rule, "acme", 1);
        assertThat(kit.told()).containsExactly(FIRES);
        two.books.close();
    }

    @Test
    void noteThatIsLost_afterItWasTold_isNoReasonToTellItAgain() {
        AlertRule slack = AlertKit.rule("channel", "mail slack");
        kit.broken.add("slack");
        kit.round(slack, "acme", 40);
        kit.cut = true;
        kit.broken.clear();
        kit.round(slack, "acme", 40);
        kit.cut = false;
        kit.round(slack, "acme", 40);
        assertThat(kit.told()).containsExactly(FIRES, "slack firing {provider=acme}");
    }
}
