package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.Script;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** Counts and times of routes in JMX: of what callers got, until they had it. */
class RouteFiguresTest extends TimedGatewayTest {

    private static final String ENDPOINT = "inbound-chat-completions";
    private static final String PROVIDER = "provider-openai";

    private Object attribute(String route, String attribute) throws Exception {
        String context = generations.serving().context().getManagementName();
        return ManagementFactory.getPlatformMBeanServer()
                .getAttribute(
                        new ObjectName("org.apache.camel:context=" + context + ",type=routes,name=\"" + route + "\""),
                        attribute);
    }

    private long figure(String route, String attribute, long before) throws Exception {
        return (long) attribute(route, attribute) - before;
    }

    private long of(String route, String attribute) throws Exception {
        return (long) attribute(route, attribute);
    }

    @Test
    void failureThatWasAnswered_isAFailure() throws Exception {
        long failed = of(ENDPOINT, "ExchangesFailed");
        long completed = of(ENDPOINT, "ExchangesCompleted");
        long ofProvider = of(PROVIDER, "ExchangesFailed");
        UPSTREAM.answer(request -> Script.json(400, "{}"));
        assertThat(post(CHAT, chat("openai/gpt")).statusCode()).isEqualTo(400);
        assertThat(post(CHAT, chat("nobody/nothing")).statusCode()).isEqualTo(404);

        await("both", () -> figure(ENDPOINT, "ExchangesFailed", failed) == 2);
        assertThat(of(ENDPOINT, "ExchangesCompleted")).isEqualTo(completed);
        assertThat(figure(PROVIDER, "ExchangesFailed", ofProvider)).isEqualTo(1);
    }

    @Test
    void answer_isASuccess() throws Exception {
        long failed = of(ENDPOINT, "ExchangesFailed");
        long completed = of(ENDPOINT, "ExchangesCompleted");
        askedPath("openai/gpt");

        await("it", () -> figure(ENDPOINT, "ExchangesCompleted", completed) == 1);
        assertThat(of(ENDPOINT, "ExchangesFailed")).isEqualTo(failed);
    }

    /** Of the route that clients call, and of all that it went through. */
    @Test
    void streamsTime_endsWithItsLastByte() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        long[] time = {of(ENDPOINT, "TotalProcessingTime"), of(PROVIDER, "TotalProcessingTime")};
        double inMetrics = figure("camel_route_policy_seconds_sum", "routeId=\"" + ENDPOINT + "\"");
        UPSTREAM.answer(request -> Script.stream()
                .send(Answers.content("Hi"))
                .await(seen)
                .pause(300)
                .send(Answers.finish() + Answers.DONE)
                .end());
        try (EventReader stream = open(CHAT, streamedChat("openai/gpt"))) {
            assertThat(of(ENDPOINT, "ExchangesInflight")).isEqualTo(1);
            assertThat(of(PROVIDER, "ExchangesInflight")).isEqualTo(1);
            seen.countDown();
            stream.rest();
        }
        await("its end", () -> of(ENDPOINT, "ExchangesInflight") == 0);
        assertThat(figure(ENDPOINT, "TotalProcessingTime", time[0])).isGreaterThanOrEqualTo(300);
        assertThat(figure(PROVIDER, "TotalProcessingTime", time[1])).isGreaterThanOrEqualTo(300);
        assertThat(of(PROVIDER, "ExchangesInflight")).isZero();
        assertThat(figure("camel_route_policy_seconds_sum", "routeId=\"" + ENDPOINT + "\"") - inMetrics)
                .isGreaterThanOrEqualTo(0.3);
    }

    @Test
    void streamThatBreaksOff_isAFailure() throws Exception {
        long failed = of(ENDPOINT, "ExchangesFailed");
        long ofProvider = of(PROVIDER, "ExchangesFailed");
        UPSTREAM.answer(request -> Script.stream().send(Answers.content("Hi")).reset());
        assertThat(post(CHAT, streamedChat("openai/gpt")).body()).contains("error");

        await("it", () -> figure(ENDPOINT, "ExchangesFailed", failed) == 1);
        assertThat(figure(PROVIDER, "ExchangesFailed", ofProvider)).isEqualTo(1);
    }

    @Test
    void provider_isWhereItsFileIs() throws Exception {
        assertThat((String) attribute(PROVIDER, "SourceLocation")).endsWith("providers/openai.camel.yaml:2");
        assertThat((String) attribute(ENDPOINT, "SourceLocation")).contains("inbound/chat-completions.camel.yaml");
        assertThat((String) attribute(PROVIDER, "Description")).startsWith("openai");
    }
}
