package dev.serai.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a channel throws, it is tried again later. */
class BrokenChannelTest extends AlertKitTest {

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, NoClassDefFoundError.class, AssertionError.class})
    void channelThatThrows_isTriedAgainLater(Class<? extends Throwable> thrown) throws Exception {
        Sender broken = mock(Sender.class);
        doThrow(thrown).when(broken).send(any(), any());
        AlertRule rule = AlertKit.rule();
        kit.clock.pass(Duration.ofMinutes(1));

        kit.alerts.round(rule, List.of(Reading.of("provider", "acme", 40)), broken);

        assertThat(kit.alerts.channels().report("mail").orElseThrow().failures())
                .isEqualTo(1);
        kit.round(rule, "acme", 40);
        assertThat(kit.told()).containsExactly(FIRES);
    }
}
