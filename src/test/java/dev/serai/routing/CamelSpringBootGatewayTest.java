package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import java.net.http.HttpResponse;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Shipped routes under Camel's own test kit: advised on the generation that serves, and asked over HTTP. */
@CamelSpringBootTest
@DirtiesContext
@TestPropertySource(properties = "serai.components=mock")
class CamelSpringBootGatewayTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";

    @Autowired
    private Generations generations;

    private MockEndpoint mock(String name) {
        return generations.camel().getEndpoint("mock:" + name, MockEndpoint.class);
    }

    @Test
    void firstGeneration_servesBeforeTheTestBegins() throws Exception {
        assertThat(generations.camel().isStarted()).isTrue();
        assertThat(post(CHAT, chat("simulator/echo")).statusCode()).isEqualTo(200);
    }

    @Test
    void admission_getsEachRequestAsItsBody() throws Exception {
        AdviceWith.adviceWith(
                generations.camel(),
                "policy-admit",
                route -> route.weaveAddFirst().to("mock:admitted"));
        MockEndpoint admitted = mock("admitted");
        admitted.expectedMessageCount(1);
        admitted.message(0).body(String.class).contains("Hello");
        admitted.message(0).variable("model").isEqualTo("simulator/echo");
        assertThat(post(CHAT, chat("simulator/echo")).statusCode()).isEqualTo(200);
        admitted.assertIsSatisfied();
    }

    @Test
    void alias_answersWithWhatAStepIsReplacedBy() throws Exception {
        AdviceWith.adviceWith(
                generations.camel(),
                "model-canary",
                route -> route.weaveById("canary-targets").replace().setBody().constant("{\"replaced\":true}"));
        HttpResponse<String> answer = post(CHAT, chat("canary"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"replaced\":true}");
    }

    @Test
    void generation_isNotTheControlContext(@Autowired CamelContext control) {
        assertThat(control.isStarted()).isTrue();
        assertThat(generations.camel()).isNotSameAs(control);
    }
}
