package dev.serai.access;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Who may call where no key is asked for: programs of this machine. A proxy on this machine speaks for others, and so
 * does a browser that shows another site's page: neither may.
 *
 * @param allowedOrigins pages of these origins may, as CORS is configured; {@code *} for all
 */
public record Loopback(List<String> allowedOrigins) {

    private static final List<String> FORWARDED = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP");
    private static final Pattern LOCAL_NAME =
            Pattern.compile("(?:.+\\.)?localhost\\.?|127(?:\\.\\d{1,3}){3}|\\[::1]|::1", Pattern.CASE_INSENSITIVE);

    /**
     * Whether a request comes from this machine.
     *
     * @param peer address of the connection's other end
     * @param headers the request's headers by name
     */
    public boolean admits(String peer, UnaryOperator<String> headers) {
        boolean forwarded = FORWARDED.stream().anyMatch(name -> headers.apply(name) != null);
        return !forwarded
                && isLoopback(peer)
                && hostIsLocal(headers.apply("Host"))
                && originMay(headers.apply("Origin"));
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
