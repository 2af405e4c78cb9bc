package dev.serai.access;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may call where no key is asked for: programs of this machine. A proxy on this machine speaks for others, and so
 * does a browser that shows another site's page: neither may. Nobody administers by where they are, since a proxy need not
 * say that it is one.
 *
 * @param allowedOrigins pages of these origins may, as CORS is configured; {@code *} for all
 */
public record Loopback(List<String> allowedOrigins) {

    /** What proxies add, besides all that begins with {@code X-Forwarded} or ends with {@code Client-IP} or {@code ClientIP}. */
    private static final Set<String> OF_PROXIES = Set.of(
            "forwarded",
            "via",
            "x-real-ip",
            "cf-connecting-ip",
            "cf-ray",
            "x-original-forwarded-for",
            "x-original-host",
            "x-original-url",
            "x-envoy-external-address",
            "x-appengine-user-ip",
            "x-scheme");

    private static final Pattern LOCAL_NAME =
            Pattern.compile("(?:.+\\.)?localhost\\.?|127(?:\\.\\d{1,3}){3}|\\[::1]|::1", Pattern.CASE_INSENSITIVE);

    /**
     * Whether a request comes from this machine.
     *
     * @param peer address of the connection's other end
     * @param headers the request's headers by name, whose case says nothing
     */
    public boolean admits(String peer, Map<String, Object> headers) {
        return isLoopback(peer)
                && headers.keySet().stream().noneMatch(Loopback::isOfProxies)
                && hostIsLocal((String) headers.get("Host"))
                && originMay((String) headers.get("Origin"));
    }

    private static boolean isOfProxies(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("x-forwarded")
                || name.endsWith("client-ip")
                || name.endsWith("clientip")
                || OF_PROXIES.contains(name);
    }

    /** A name of someone's own that leads here is how a page gets around its browser's rules (DNS rebinding). */
    private static boolean hostIsLocal(String host) {
        return host == null || isLocalName(host.replaceFirst(":\\d*$", ""));
    }

    private boolean originMay(String origin) {
        if (origin == null || allowedOrigins.contains(origin) || allowedOrigins.contains("*")) {
            return true;
        }
        try {
            String host = URI.create(origin).getHost();
            return host != null && isLocalName(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isLocalName(String name) {
        return LOCAL_NAME.matcher(name).matches();
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
