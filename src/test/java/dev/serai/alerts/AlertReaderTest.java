package dev.serai.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an alert's file may say, and what is said of a mistake in it. */
class AlertReaderTest {

    private static final Map<String, String> SLOW = Map.of(
            "alert", "slow",
            "says", "{provider} takes {value}, more than {threshold}",
            "question", "figure:latency?percentile=95&by=provider&window=5m",
            "threshold", "> 30s",
            "channel", "mail, log");

    private static AlertRule read(String... changes) {
        Map<String, String> words = new HashMap<>(SLOW);
        for (int i = 0; i < changes.length; i += 2) {
            words.put(changes[i], changes[i + 1]);
        }
        return AlertReader.read(words, Set.of("log", "mail", "slack"));
    }

    @Test
    void rule_isAsItsFileSays() {
        AlertRule rule = read("for", "3", "repeat", "1d", "clear", "< 10s");

        assertThat(rule.threshold()).isEqualTo(new Threshold(">", 30, Unit.SECONDS));
        assertThat(rule.every()).isEqualTo(Duration.ofMinutes(1));
        assertThat(rule.repeat()).isEqualTo(Duration.ofDays(1));
        assertThat(rule.channels()).containsExactlyInAnyOrder("log", "mail");
        assertThat(rule.rounds()).isEqualTo(3);
        assertThat(rule.text(Map.of("provider", "acme"), 41.234)).isEqualTo("acme takes 41.2 s, more than > 30 s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "question | figure:latncy | did you mean latency",
                "question | figure:latency?percntile=95 | did you mean percentile",
                "question | figure:latency?by=providr | did you mean provider",
                "question | figure:latency?window=2h | between 30s and 15m",
                "question | figure:errors?of=6xx | no status such as 429",
                "question | figure:meter | needs the option name",
                "question | '' | has to say it",
                "threshold | 30s | begin it with >",
                "threshold | > 30 | is not a time: write 800ms, 30s or 2m",
                "threshold | > 5% | is not a time",
                "clear | > 5s | point the other way",
                "says | {providr} is slow | did you mean provider",
                "channel | mial | did you mean mail",
                "channel | pager | there is log, mail, slack",
                "every | 10ms | less than a second",
                "every | often | is not a time",
                "repeat | 4 | is not a time",
                "for | 0 | is no number between 1 and",
                "severity | critcal | did you mean critical",
                "most | 1000 | between 1 and 100"
            })
    void mistake_isNamedWithItsParameter(String parameter, String value, String said) {
        assertThatThrownBy(() -> read(parameter, value))
                .isInstanceOfSatisfying(
                        InvalidAlert.class, e -> assertThat(e.parameter()).isEqualTo(parameter))
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @CsvSource({
        "figure:errors, > 5%, 5.5, 5.5 %",
        "figure:requests, < 10, 3, 3",
        "figure:certificate, < 14d, 1.5, 1.5 days",
        "figure:latency, > 2m, 150, 2m 30s",
        "figure:latency, > 800ms, 0.8123, 812 ms",
        "jdbc:orders, >= 100, 1234.5, 1235"
    })
    void value_isWrittenAsItsFigureIsCounted(String question, String threshold, double value, String text) {
        AlertRule rule = read("question", question, "threshold", threshold, "says", "{value}");

        assertThat(rule.text(Map.of(), value)).isEqualTo(text);
    }

    @Test
    void sample_isWorseThanTheThreshold() {
        assertThat(read().threshold().holds(read().sampleValue())).isTrue();
        AlertRule few = read("question", "figure:requests", "threshold", "< 10", "says", "few");
        assertThat(few.threshold().holds(few.sampleValue())).isTrue();
    }
}
