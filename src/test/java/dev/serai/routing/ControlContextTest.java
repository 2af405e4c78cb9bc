package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.ManagementStatisticsLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.ShortUuidGenerator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The Camel context of Spring Boot's starter, beside the generations. */
class ControlContextTest extends ReloadingGatewayTest {

    @Autowired
    private CamelContext control;

    @Autowired
    private Generations generations;

    private void serve(String path) throws Exception {
        control.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:" + path).routeId("page").setBody(constant("a page"));
            }
        });
    }

    @AfterEach
    void remove() throws Exception {
        if (control.getRoute("page") != null) {
            control.getRouteController().stopRoute("page");
            control.removeRoute("page");
        }
    }

    @Test
    void control_runsUnderANameOfItsOwn() throws Exception {
        assertThat(control.isStarted()).isTrue();
        assertThat(ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(
                                new ObjectName(
                                        "org.apache.camel:context=serai-control,type=context,name=\"serai-control\""),
                                "State"))
                .isEqualTo("Started");
        assertThat(generations.serving().context().getName())
                .isEqualTo("serai-" + generations.serving().number());
    }

    @Test
    void page_isServedAcrossReloads_untilItsRouteEnds() throws Exception {
        serve("/pages/one?httpMethodRestrict=GET");
        assertThat(get("/pages/one").body()).isEqualTo("a page");
        write(ACME, provider("acme", "one"));
        assertThat(manage("POST", "reload").statusCode()).isEqualTo(200);
        assertThat(get("/pages/one").body()).isEqualTo("a page");
        assertThat(post("/pages/one", "{}").statusCode()).isEqualTo(405);
        remove();
        assertThat(get("/pages/one").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/chat/completions?httpMethodRestrict=GET",
                "/v1/models/mine?httpMethodRestrict=GET",
                "/v1?httpMethodRestrict=GET&matchOnUriPrefix=true"
            })
    void page_cannotShadowWhatAGenerationServes(String path) {
        assertThatThrownBy(() -> serve(path))
                .isInstanceOf(FailedToStartRouteException.class)
                .extracting(Throwable::getCause, InstanceOfAssertFactories.THROWABLE)
                .hasMessageMatching(
                        "platform-http:\\S+ cannot be served: the route 'inbound-\\S+' of serai-\\d+ serves .*");
    }

    @Test
    void generation_cannotShadowAPage() throws Exception {
        serve("/pages/one?httpMethodRestrict=GET");
        write("routes/inbound/one.camel.yaml", """
            - route:
                id: inbound-one
                from:
                  uri: "platform-http:/pages?httpMethodRestrict=GET&matchOnUriPrefix=true"
                  steps:
                    - setBody: { id: one, expression: { constant: { expression: "a route" } } }
            """);
        assertThat(manage("POST", "reload").statusCode()).isEqualTo(422);
        JsonNode refused = awaitRefusal();
        assertThat(refused.toString())
                .contains("routes/inbound/one.camel.yaml")
                .contains("the route 'page' of serai-control serves /pages/one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/camel", "/camelroutes", "/camelroutecontroller", "/info", "/beans", "/env"})
    void starter_showsNothing(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void health_isAsItWas() throws Exception {
        assertThat(json(get("/health")).toString()).doesNotContain("camel");
    }

    @Test
    void keysOfCamel_reachEachGeneration() throws Exception {
        CamelContext generation = generations.serving().context();
        assertThat(generation.isStreamCaching()).isFalse();
        assertThat(generation.isAutowiredEnabled()).isFalse();
        assertThat(generation.getUuidGenerator()).isInstanceOf(ShortUuidGenerator.class);
        assertThat(generation.getShutdownStrategy().getTimeout()).isEqualTo(30);
        assertThat(generation.getManagementStrategy().getManagementAgent().getStatisticsLevel())
                .isEqualTo(ManagementStatisticsLevel.RoutesOnly);
        assertThat(generation.getComponent("direct", DirectComponent.class).isBlock())
                .isFalse();
        for (String scheme : new String[] {"http", "https"}) {
            HttpComponent http = generation.getComponent(scheme, HttpComponent.class);
            assertThat(http.isAutomaticRetriesDisabled()).isTrue();
            assertThat(http.isCookieManagementDisabled()).isTrue();
            assertThat(http.isContentCompressionDisabled()).isTrue();
            assertThat(http.isRedirectHandlingDisabled()).isTrue();
            assertThat(http.isAuthCachingDisabled()).isTrue();
            assertThat(http.isConnectionStateDisabled()).isTrue();
            assertThat(http.getUserAgent()).isEqualTo("serai");
        }
    }
}
