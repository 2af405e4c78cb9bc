package dev.serai.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Tags;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Which labels there are is a setting. */
class LabelTest {

    private static MeterLabels of(String... names) {
        return MeterLabels.of(new MetricsSettings(true, List.of(names), 100));
    }

    @Test
    void labelThatIsChosen_standsWithItsValue() {
        MeterLabels labels = of("model", " project ");

        assertThat(labels.and(Tags.empty(), Label.MODEL, "m")).isEqualTo(Tags.of("model", "m"));
        assertThat(labels.value(Label.PROJECT, "p")).isEqualTo("p");
    }

    @Test
    void labelThatIsLeftOut_standsNowhere() {
        MeterLabels labels = of("model");

        assertThat(labels.and(Tags.empty(), Label.STATUS, "200")).isEqualTo(Tags.empty());
        assertThat(labels.value(Label.STATUS, "200")).isEmpty();
        assertThat(of("").has(Label.MODEL)).isFalse();
    }

    @Test
    void labelThatIsMisspelt_isRefusedWithTheOneThatWasMeant() {
        assertThatThrownBy(() -> of("endpoint", "modle"))
                .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, refusal -> {
                    assertThat(refusal.getName()).isEqualTo("serai.metrics.labels");
                    assertThat(refusal.getReason()).isEqualTo("'modle' is no label of metrics: did you mean model?");
                });
        assertThatThrownBy(() -> of("token")).hasMessageContaining("endpoint, method, model");
    }
}
