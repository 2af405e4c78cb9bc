package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {

    private final CamelContext context = mock(CamelContext.class);

    private Consumer consumer(String id) {
        Route route = mock(Route.class);
        Consumer consumer = mock(Consumer.class);
        when(route.getConsumer()).thenReturn(consumer);
        when(context.getRoute(id)).thenReturn(route);
        return consumer;
    }

    private static RouteDefinition timer(String id) {
        RouteDefinition route = new RouteDefinition();
        route.from("timer:" + id);
        route.routeId(id);
        return route;
    }

    /** The next generation serves by then: what goes wrong with the old one must not reach it. */
    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, NoClassDefFoundError.class})
    void sourceThatCannotBeStopped_holdsUpNoOther(Class<? extends Throwable> thrown) {
        Consumer broken = consumer("broken");
        Consumer other = consumer("other");
        doThrow(thrown).when(broken).stop();
        Sources sources = Sources.hold(context, List.of(timer("broken"), timer("other")));

        assertThatCode(sources::stop).doesNotThrowAnyException();
        verify(other).stop();
    }
}
