package dev.serai.http;

import dev.serai.wire.ApiException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every answer its request id, the client's own if it is sensible, its security headers, and a head that fits. */
public final class Envelope extends OncePerRequestFilter {

    private static final Pattern SENSIBLE = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");
    private static final String BEGAN = Envelope.class.getName();

    private final SecurityHeaders security;

    Envelope(SecurityHeaders security) {
        this.security = security;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletResponse bounded = new BoundedHead(UnreadBody.settledBy(request, response));
        seal(request, bounded, security);
        try {
            chain.doFilter(request, bounded);
        } catch (ServletException | RuntimeException | Error e) {
            fail(request, bounded, e);
        }
    }

    /** What nobody has caught, errors of the JVM included, is logged once and answered as well as can be. */
    private static void fail(HttpServletRequest request, HttpServletResponse response, Throwable thrown)
            throws IOException {
        ApiException error = ErrorAnswer.error(thrown);
        Client client = Client.of(request);
        if (!response.isCommitted()) {
            response.resetBuffer();
            ErrorResponses.write(request, response, error);
        } else if (client != null) {
            client.cut();
        }
    }

    /** Sets what every answer has, whoever gives it. */
    static void seal(HttpServletRequest request, HttpServletResponse response, SecurityHeaders security) {
        if (response.containsHeader("x-request-id")) {
            return;
        }
        request.setAttribute(BEGAN, System.nanoTime());
        String given = request.getHeader("x-request-id");
        boolean sensible = given != null && SENSIBLE.matcher(given).matches();
        response.setHeader("x-request-id", sensible ? given : newId());
        security.applyTo(request, response);
    }

    /** In the order of time, a UUID of version 7: the log has an index by it, which grows at its end. */
    private static String newId() {
        UUID random = UUID.randomUUID();
        long high = (System.currentTimeMillis() << 16) | 0x7000 | (random.getMostSignificantBits() & 0x0FFF);
        return "req_" + new UUID(high, random.getLeastSignificantBits());
    }

    /** Our own time so far on a request that no provider sees, as {@code x-serai-overhead-ms}. */
    public static void overhead(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(BEGAN) instanceof Long began) {
            response.setHeader("x-serai-overhead-ms", millis(System.nanoTime() - began));
        }
    }

    /** Milliseconds with three decimals. */
    public static String millis(long nanos) {
        long micros = nanos / 1000;
        String fraction = Long.toString(1000 + micros % 1000).substring(1);
        return micros / 1000 + "." + fraction;
    }
}
