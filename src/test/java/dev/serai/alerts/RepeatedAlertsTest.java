package dev.serai.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told again, and what is read more than once. */
class RepeatedAlertsTest extends AlertKitTest {

    private static final String AGAIN = "mail firing again {provider=acme}";

    @Test
    void channelThatFails_keepsNobodyElseFromHearingItAgain() {
        AlertRule rule = AlertKit.rule("channel", "mail slack", "repeat", "10m");
        kit.broken.add("slack");
        kit.round(rule, "acme", 40);
        assertThat(kit.told()).containsExactly(FIRES);

        for (int i = 0; i < 30; i++) {
            kit.round(rule, "acme", 40);
        }

        assertThat(kit.told()).containsExactly(AGAIN, AGAIN, AGAIN);
        kit.broken.clear();
        for (int i = 0; i < 6; i++) { // it is tried again
            kit.round(rule, "acme", 40);
        }
        assertThat(kit.told()).containsExactly("slack firing {provider=acme}");
    }

    /** Two tokens may have one name; which row comes first is nobody's to say. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readingsThatCannotBeToldApart_areAsTheWorstOfThem(boolean worstFirst) {
        AlertRule rule = AlertKit.rule("for", "2");
        for (int i = 0; i < 2; i++) {
            kit.round(rule, "acme", worstFirst ? 40 : 1, "acme", worstFirst ? 1 : 40);
        }
        assertThat(kit.told()).containsExactly(FIRES);
        kit.round(rule, "acme", 1, "acme", 2);
        kit.round(rule, "acme", 1, "acme", 2);
        assertThat(kit.told()).containsExactly(OVER);
    }

    @Test
    void readingsThatCannotBeToldApart_areAsTheWorst_whereTooLittleIsBad() {
        AlertRule rule = AlertKit.rule("threshold", "< 30s");
        kit.round(rule, "acme", 40, "acme", 20);
        assertThat(kit.told()).containsExactly(FIRES);
    }
}
