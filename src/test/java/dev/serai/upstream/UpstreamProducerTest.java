package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.component.http.HttpProducer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Remembered addresses lead where Camel's own producer would go. */
class UpstreamProducerTest {

    private static final String[] HOSTS = {
        "http://a.test", "https://a.test:8443", "http://[::1]:80", "http://127.0.0.1:9/v1", "https://user.test/x%20y"
    };
    private static final String[] PATHS = {
        "",
        "/",
        "/chat/completions",
        "/models/a%2Fb:generate",
        "/ü",
        "/a b",
        "/p?alt=sse",
        "/p?q=a%26b&r=",
        "/p?x={y}",
        "/a//b"
    };

    private final DefaultCamelContext context = new DefaultCamelContext(false);
    private UpstreamProducer ours;
    private Camels camels;

    private static final class Camels extends HttpProducer {

        Camels(HttpEndpoint endpoint) {
            super(endpoint);
        }

        HttpUriRequest request(Exchange exchange) throws Exception {
            return createMethod(exchange);
        }

        HttpHost host(HttpUriRequest request) {
            return createHost(request);
        }
    }

    @BeforeEach
    void start() throws Exception {
        context.build();
        HttpEndpoint endpoint =
                context.getEndpoint("http:given.test?getWithBody=true&deleteWithBody=true", HttpEndpoint.class);
        ours = new UpstreamProducer(endpoint);
        camels = new Camels(endpoint);
        ours.start();
        camels.start();
    }

    @AfterEach
    void stop() {
        ours.stop();
        camels.stop();
        context.stop();
    }

    @Test
    void address_leadsWhereCamelsOwnDoes_howeverOftenItIsAsked() throws Exception {
        Random random = new Random(7);
        List<HttpMethods> methods = List.of(HttpMethods.values());
        for (int i = 0; i < 2_000; i++) {
            HttpMethods method = methods.get(random.nextInt(methods.size()));
            Exchange exchange =
                    exchange(HOSTS[random.nextInt(HOSTS.length)] + PATHS[random.nextInt(PATHS.length)], method);

            HttpUriRequest own = ours.createMethod(exchange);
            HttpUriRequest camel = camels.request(exchange);

            assertThat(own.getMethod()).isEqualTo(camel.getMethod());
            assertThat(own.getUri()).isEqualTo(camel.getUri());
            assertThat(own.getRequestUri()).isEqualTo(camel.getRequestUri());
            assertThat(own.getAuthority()).isEqualTo(camel.getAuthority());
            assertThat(ours.createHost(own)).isEqualTo(camels.host(camel));
            assertThat(own.getEntity() == null).isEqualTo(camel.getEntity() == null);
        }
    }

    @Test
    void otherHeaders_haveTheirSay() throws Exception {
        Exchange exchange = exchange("http://a.test/v1", HttpMethods.POST);
        ours.createMethod(exchange);
        exchange.getIn().setHeader(Exchange.HTTP_QUERY, "q=1");

        assertThat(ours.createMethod(exchange).getRequestUri()).isEqualTo("/v1?q=1");
    }

    @Test
    void addressWithoutAHost_isRefusedEachTime() {
        Exchange exchange = exchange("http:///v1", HttpMethods.POST);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> ours.createMethod(exchange)).isInstanceOf(Exception.class);
        }
    }

    private Exchange exchange(String address, HttpMethods method) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getIn().setHeader(Exchange.HTTP_URI, address);
        exchange.getIn().setHeader(Exchange.HTTP_METHOD, method);
        exchange.getIn().setBody("{}".getBytes(StandardCharsets.UTF_8));
        return exchange;
    }
}
