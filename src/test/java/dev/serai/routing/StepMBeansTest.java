package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Script;
import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** Counts and times of steps in JMX, as Hawtio reads them. */
class StepMBeansTest extends TimedGatewayTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    private Object attribute(String step, String attribute) throws Exception {
        return server.getAttribute(bean("processors", step), attribute);
    }

    private ObjectName bean(String type, String id) throws Exception {
        String context = generations.serving().context().getManagementName();
        Set<ObjectName> found = server.queryNames(
                new ObjectName("org.apache.camel:context=" + context + ",type=" + type + ",name=\"" + id + "\""), null);
        assertThat(found).as(id).hasSize(1);
        return found.iterator().next();
    }

    @Test
    void counts_goOnOverReloads() throws Exception {
        askedPath("openai/gpt");
        Object before = attribute("resolve", "ExchangesTotal");
        write(ACME, provider("acme", "one"));
        reload();

        assertThat(attribute("resolve", "ExchangesTotal")).isEqualTo(before);
    }

    @Test
    void mbean_hasCountsAndTimesOfItsStep_asHawtioReadsThem() throws Exception {
        askedPath("openai/gpt");
        long before = (long) attribute("openai-call", "ExchangesTotal");
        UPSTREAM.answer(request -> Script.silent().pause(30).reset());
        post(CHAT, chat("openai/gpt"));

        assertThat((long) attribute("openai-call", "ExchangesTotal")).isEqualTo(before + 1);
        assertThat((long) attribute("openai-call", "ExchangesFailed")).isPositive();
        assertThat((long) attribute("openai-call", "MaxProcessingTime")).isGreaterThanOrEqualTo(30);
        assertThat((long) attribute("openai-call", "TotalProcessingTime")).isGreaterThanOrEqualTo(30);
        assertThat((long) attribute("openai-guard", "ExchangesTotal")).isPositive();
        assertThat(attribute("openai-guard", "CircuitBreakerState")).isEqualTo("CLOSED");
        assertThat(attribute("openai-call", "StatisticsEnabled")).isEqualTo(true);
        Object dump = server.invoke(
                bean("routes", "provider-openai"), "dumpRouteStatsAsXml", new Object[] {false, true}, new String[] {
                    "boolean", "boolean"
                });
        assertThat((String) dump).containsPattern("<processorStat id=\"(openai-)?call\"[^>]* exchangesTotal=\"[1-9]");
    }

    @Test
    void failure_isCountedAtTheStepThatFailed() throws Exception {
        askedPath("openai/gpt");
        long failed = (long) attribute("openai-accept", "ExchangesFailed");
        UPSTREAM.answer(request -> Script.json(400, "{}"));
        post(CHAT, chat("openai/gpt"));

        assertThat((long) attribute("openai-accept", "ExchangesFailed")).isEqualTo(failed + 1);
        assertThat((long) attribute("openai-prepare", "ExchangesFailed")).isZero();
    }
}
