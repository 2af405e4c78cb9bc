package dev.serai.http;

import dev.serai.wire.PathTemplate;
import java.util.Map;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;

/**
 * The path of a route.
 *
 * @param shown as it is named on record
 * @param template null where it has no variables
 * @param open whether whatever begins with it is the route's, too
 */
record RoutePath(String shown, PathTemplate template, boolean open) {

    static RoutePath of(PlatformHttpEndpoint endpoint) {
        String path = endpoint.getPath();
        return new RoutePath(
                PathTemplate.shown(path),
                PathTemplate.isOne(path) ? new PathTemplate(path) : null,
                endpoint.isMatchOnUriPrefix());
    }

    /** That of a request, as rules for endpoints name it. */
    String named(String uri) {
        if (template != null) {
            return template.named(uri);
        }
        return open ? uri : shown;
    }

    /** What stands in the place of its variables. */
    Map<String, String> variables(String uri) {
        Map<String, String> variables = template == null ? null : template.variables(uri);
        return variables == null ? Map.of() : variables;
    }
}
