package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What Hawtio and JMX show of a generation. */
class MBeansTest extends ReloadingGatewayTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Autowired
    private Generations generations;

    private Set<ObjectName> names(Generation generation, String what) throws Exception {
        String context = generation.context().getManagementName();
        return server.queryNames(new ObjectName("org.apache.camel:context=" + context + "," + what), null);
    }

    private Object attribute(String what, String attribute) throws Exception {
        Set<ObjectName> found = names(generations.serving(), what);
        assertThat(found).as(what).hasSize(1);
        return server.getAttribute(found.iterator().next(), attribute);
    }

    @Test
    void route_showsItsStateAndWhatItSays() throws Exception {
        String router = "type=routes,name=\"router\"";
        assertThat(attribute(router, "State")).isEqualTo("Started");
        assertThat(attribute(router, "Description")).isEqualTo("Content-based router by model");
        assertThat(attribute(router, "ExchangesTotal")).isInstanceOf(Long.class);
    }

    @Test
    void step_isFoundByItsId() throws Exception {
        assertThat(attribute("type=processors,name=\"resolve\"", "State")).isEqualTo("Started");
    }

    @Test
    void breaker_showsItsStateBesideWhatEveryStepShows() throws Exception {
        String guard = "type=processors,name=\"openai-guard\"";
        assertThat(attribute(guard, "CircuitBreakerState")).isEqualTo("CLOSED");
        assertThat(attribute(guard, "RouteId")).isEqualTo("provider-openai");
    }

    @Test
    void breakerOfEachProvider_outlivesGenerations() throws Exception {
        ObjectName acme = new ObjectName("dev.serai:type=CircuitBreaker,name=\"acme\"");
        write(ACME, provider("acme", "one"));
        manage("POST", "reload");
        await("the end of the drain", () -> generations.draining().isEmpty());
        assertThat(server.getAttribute(acme, "State")).isEqualTo("closed");
    }

    @Test
    void drainedGeneration_leavesNoneBehind() throws Exception {
        Generation old = generations.serving();
        int count = names(old, "*").size();
        write(ACME, provider("acme", "one"));
        manage("POST", "reload");

        await("the end of the drain", () -> generations.draining().isEmpty());
        assertThat(names(old, "*")).isEmpty();
        assertThat(names(generations.serving(), "*")).hasSizeGreaterThan(count);
    }
}
