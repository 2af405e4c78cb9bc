package dev.serai.breakers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.events.Events;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Circuit breakers in JMX, as Hawtio finds them. */
class BreakerMBeansTest {

    private static final String TARGET = "acme/one: \"two\",three=*";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Breakers breakers = breakers();

    private static Breakers breakers() {
        Duration moment = Duration.ofSeconds(1);
        return new Breakers(
                new Breakers.Limits(50, 90, moment, 20, moment, moment), new Events(new SimpleMeterRegistry()));
    }

    @AfterEach
    void close() {
        breakers.close();
    }

    private static ObjectName name(String breaker, String more) throws Exception {
        return new ObjectName("dev.serai:type=CircuitBreaker,name=" + ObjectName.quote(breaker) + more);
    }

    private Object read(String attribute) throws Exception {
        return server.getAttribute(name(TARGET, ""), attribute);
    }

    private void tell(String operation) throws Exception {
        server.invoke(name(TARGET, ""), operation, null, null);
    }

    @Test
    void breaker_showsHowItsTargetDoes() throws Exception {
        breakers.ofTarget(TARGET);
        assertThat(read("Name")).isEqualTo(TARGET);
        assertThat(read("State")).isEqualTo("closed");
        assertThat(read("FailureRate")).isNull();
        assertThat(read("SlowRate")).isNull();

        for (int i = 0; i < 10; i++) {
            long millis = i < 2 ? 5000 : 1;
            breakers.ofTarget(TARGET).circuit().onSuccess(millis, TimeUnit.MILLISECONDS);
        }

        assertThat(read("FailureRate")).isEqualTo(0f);
        assertThat(read("SlowRate")).isEqualTo(20f);
        assertThat(read("Calls")).isEqualTo(10);
    }

    @Test
    void operations_forceAndRelease() throws Exception {
        breakers.ofTarget(TARGET);

        tell("forceOpen");
        assertThat(read("State")).isEqualTo("forced-open");
        assertThat(breakers.ofTarget(TARGET).lets()).isFalse();
        tell("forceClosed");
        assertThat(read("State")).isEqualTo("forced-closed");
        tell("auto");
        assertThat(read("State")).isEqualTo("closed");
    }

    @Test
    void secondGatewayOfAProcess_showsItsOwnBesideTheFirst() throws Exception {
        breakers.ofTarget(TARGET);
        try (Breakers others = breakers()) {
            others.ofTarget(TARGET);

            tell("forceOpen");

            assertThat(server.getAttribute(name(TARGET, ",instance=2"), "State"))
                    .isEqualTo("closed");
        }
        assertThat(server.isRegistered(name(TARGET, ",instance=2"))).isFalse();
        assertThat(read("State")).isEqualTo("forced-open");
    }

    @Test
    void close_leavesNoneBehind() throws Exception {
        Set<ObjectName> before = server.queryNames(new ObjectName("dev.serai:*"), null);
        breakers.ofTarget(TARGET);
        breakers.ofProvider("acme");
        assertThat(server.queryNames(new ObjectName("dev.serai:*"), null)).hasSize(before.size() + 2);

        breakers.close();
        breakers.ofTarget("asked-for-too-late");

        assertThat(server.queryNames(new ObjectName("dev.serai:*"), null)).isEqualTo(before);
    }
}
