package dev.serai.traces;

import io.opentelemetry.api.common.Attributes;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where providers are, as spans have it. They are few and asked often: what was read of their base URLs is kept. */
final class ServerAddresses {

    private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443);
    private static final int MOST = 256;
    private static final int LONGEST = 512;

    private final Map<String, Attributes> kept = new ConcurrentHashMap<>();

    /** That of a provider's base URL. */
    Attributes of(String baseUrl) {
        Attributes known = kept.get(baseUrl);
        if (known != null) {
            return known;
        }
        Attributes read = read(baseUrl);
        if (kept.size() < MOST && baseUrl.length() <= LONGEST) {
            kept.put(baseUrl, read);
        }
        return read;
    }

    /** How many are kept. */
    int size() {
        return kept.size();
    }

    /** Who a provider is where the gateway itself answers has no address. */
    private static Attributes read(String baseUrl) {
        try {
            URI url = URI.create(baseUrl);
            if (url.getHost() == null) {
                return Attributes.empty();
            }
            int port = url.getPort() < 0 ? PORTS.getOrDefault(url.getScheme(), 0) : url.getPort();
            return Attributes.of(Names.SERVER, url.getHost(), Names.SERVER_PORT, (long) port);
        } catch (IllegalArgumentException e) {
            return Attributes.of(Names.SERVER, ""); // no address, and no provider that could be asked
        }
    }
}
