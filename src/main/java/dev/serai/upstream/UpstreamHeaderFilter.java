package dev.serai.upstream;

import dev.serai.provider.UpstreamHeaders;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * {@code #upstreamHeaders} in route files: to a provider goes what its route set and nothing of Camel's own; back comes
 * what {@link UpstreamHeaders} has a use for.
 */
public final class UpstreamHeaderFilter implements HeaderFilterStrategy {

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return name.regionMatches(true, 0, "Camel", 0, "Camel".length()) || name.equalsIgnoreCase("Content-Type");
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !UpstreamHeaders.relevant(name) && !Passes.passesBack(name, exchange);
    }
}
