package dev.serai.routing;

import dev.serai.traces.Origin;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Message;

/**
 * A request of a background route, for its trace: what began the route may have been sent in one.
 *
 * @param by what calls a generation's route
 */
record BackgroundOrigin(Message message, Endpoint by) implements Origin {

    @Override
    public String route() {
        return by.getEndpointBaseUri().replaceFirst("://", ":");
    }

    @Override
    public List<String> headers(String name) {
        return message.getHeader(name) instanceof String value ? List.of(value) : List.of();
    }
}
