package dev.serai.http;

import dev.serai.transform.ClientFormat;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/** Which format the clients of a route speak: the one that its own steps name, {@code client:messages}. */
public final class ClientFormats {

    /** The scheme of those steps. */
    public static final String SCHEME = "client";

    /** Gives the format of a name. */
    public interface Source {
        ClientFormat format(String name);
    }

    private ClientFormats() {}

    /** That of a route; null if it is OpenAI's, or the route finds it out for each request. */
    static ClientFormat of(CamelContext context, String route) {
        RouteDefinition definition =
                context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinition(route);
        if (definition == null) {
            return null;
        }
        return definition.getOutputs().stream()
                .map(ClientFormats::named)
                .flatMap(Optional::stream)
                .findFirst()
                .filter(name -> context.hasComponent(SCHEME) instanceof Source)
                .map(name -> ((Source) context.hasComponent(SCHEME)).format(name))
                .orElse(null);
    }

    private static Optional<String> named(ProcessorDefinition<?> step) {
        String uri = step instanceof ToDefinition to ? to.getUri() : null;
        boolean names = uri != null && uri.startsWith(SCHEME + ":") && uri.indexOf('/') < 0;
        return names ? Optional.of(uri.substring(SCHEME.length() + 1)) : Optional.empty();
    }
}
