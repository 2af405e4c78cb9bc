package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.modelmbean.ModelMBeanInfoSupport;
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
    void stepsOfAKind_shareTheirDescription_whichAConsoleElsewhereCanRead() throws Exception {
        Set<ObjectName> steps = names(generations.serving(), "type=processors,*");
        Set<MBeanInfo> descriptions = Collections.newSetFromMap(new IdentityHashMap<>());
        for (ObjectName step : steps) {
            descriptions.add(server.getMBeanInfo(step));
        }

        assertThat(descriptions).hasSizeLessThan(steps.size() / 10);
        for (MBeanInfo description : descriptions) {
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            new ObjectOutputStream(sent).writeObject(description);
            Object read = new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray())).readObject();
            assertThat(read).isExactlyInstanceOf(ModelMBeanInfoSupport.class);
            assertThat(((MBeanInfo) read).getAttributes()).hasSameSizeAs(description.getAttributes());
        }
    }

    @Test
    void breaker_showsItsStateBesideWhatEveryStepShows() throws Exception {
        String guard = "type=processors,name=\"openai-guard\"";
        assertThat(attribute(guard, "CircuitBreakerState")).isEqualTo("CLOSED");
        assertThat(attribute(guard, "RouteId")).isEqualTo("provider-openai");
    }

    @Test
    void breakerOfEachProvider_outlivesGenerations() throws Exception {
        // another gateway of this JVM may have had the name first
        ObjectName acme = new ObjectName("dev.serai:type=CircuitBreaker,name=\"acme\",*");
        write(ACME, provider("acme", "one"));
        manage("POST", "reload");
        await("the end of the drain", () -> generations.draining().isEmpty());
        List<Object> states = new ArrayList<>();
        for (ObjectName found : server.queryNames(acme, null)) {
            states.add(server.getAttribute(found, "State"));
        }
        assertThat(states).contains("closed");
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

    private static void alias(String name, String options, String second) throws Exception {
        write("routes/models/" + name + ".camel.yaml", """
            - route:
                id: model-%1$s
                group: models
                description: For tests
                errorHandler: { noErrorHandler: {} }
                from:
                  uri: direct:model-%1$s
                  steps:
                    - loadBalance:
                        id: %1$s-targets
                        customLoadBalancer: { ref: "inOrder?%2$s" }
                        steps:
                          - to: { id: %1$s-a, uri: "target:openai/gpt" }
                          - to: { id: %1$s-b, uri: "target:%3$s" }
            """.formatted(name, options, second));
    }

    @Test
    void balancer_showsTheStreamsThatItSaved_beforeAReloadToo() throws Exception {
        alias("resuming", "recovery=resume", "vllm/m");
        alias("restarting", "recovery=restart", "vllm/m");
        manage("POST", "reload");
        UPSTREAM.answer(request -> request.path().startsWith("/openai/")
                ? Script.stream().send(Answers.content("Hello")).reset()
                : Script.stream()
                        .send(Answers.stream(request.text().contains("\"assistant\"") ? " you" : "Hello you"))
                        .end());
        assertThat(post(CHAT, streamedChat("resuming")).body()).endsWith(Answers.DONE);
        assertThat(post(CHAT, streamedChat("restarting")).body()).endsWith(Answers.DONE);
        UPSTREAM.answer(Script.stream().send(Answers.content("Hello")).reset());
        assertThat(post(CHAT, streamedChat("resuming")).body()).doesNotContain(Answers.DONE);
        manage("POST", "reload");

        String resuming = "type=processors,name=\"resuming-targets\"";
        assertThat(attribute(resuming, "Recovery")).isEqualTo("resume");
        assertThat(attribute(resuming, "ResumedStreams"))
                .as("one, and by both targets one that broke off again")
                .isEqualTo(3L);
        assertThat(attribute(resuming, "RestartedStreams")).isEqualTo(0L);
        assertThat((Long) attribute(resuming, "LostStreams")).isPositive();
        assertThat(attribute(resuming, "RouteId"))
                .as("beside what every step shows")
                .isEqualTo("model-resuming");
        String restarting = "type=processors,name=\"restarting-targets\"";
        assertThat(attribute(restarting, "RestartedStreams")).isEqualTo(1L);
        assertThat(attribute(restarting, "ReplacedStreams")).isEqualTo(0L);
    }
}
