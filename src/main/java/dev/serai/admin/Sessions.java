package dev.serai.admin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.access.Administrators.Proof;
import dev.serai.wire.Sha256;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;

/**
 * Browsers whose users have logged in. A cookie stands for the token that was shown: at this gateway, for a working day, and
 * in requests of the gateway's own pages alone.
 */
final class Sessions {

    static final String COOKIE = "serai-admin";

    /** What one takes, about. */
    private static final int SESSION = 500;

    private static final int BYTES = 32;
    static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final SecureRandom random = new SecureRandom();

    /** By hashes: how long a look-up takes tells nothing of the cookie. */
    private final Cache<String, Proof> open;

    /**
     * Sets their bounds.
     *
     * @param bytes that all may take
     * @param idle for how long one lasts that nobody uses
     * @param longest for how long one that is used
     */
    Sessions(long bytes, Duration idle, Duration longest) {
        this.open = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((String id, Proof shown) -> SESSION)
                .expireAfterAccess(idle)
                .expireAfterWrite(longest)
                .recordStats()
                .build();
    }

    Cache<?, ?> cache() {
        return open;
    }

    /** Begins one; what comes back is the cookie to set. */
    String begin(Proof shown, boolean secure) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        open.put(hash(id), shown);
        return cookie(id, secure).build().toString();
    }

    /** What was shown at the beginning of a request's session; empty where it has none that counts. */
    Optional<Proof> of(HttpServletRequest request) {
        return isOwn(request)
                ? ids(request)
                        .map(id -> open.getIfPresent(hash(id)))
                        .flatMap(Stream::ofNullable)
                        .findFirst()
                : Optional.empty();
    }

    /** Ends a request's session; what comes back is the cookie to set. */
    String end(HttpServletRequest request) {
        ids(request).forEach(id -> open.invalidate(hash(id)));
        return cookie("", request.isSecure()).maxAge(0).build().toString();
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(String id, boolean secure) {
        return ResponseCookie.from(COOKIE, id)
                .path("/manage")
                .httpOnly(true)
                .sameSite("Strict")
                .secure(secure);
    }

    private static Stream<String> ids(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Stream.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .map(Cookie::getValue);
    }

    /**
     * Whether a page of ours sends it, or the user by hand. Another site's page gets no cookie sent; one of the same site on
     * another port or host does. Browsers say where a request is from by {@code Sec-Fetch-Site}, or, where the connection is
     * not to be trusted, by {@code Origin} if it may change something.
     */
    static boolean isOwn(HttpServletRequest request) {
        boolean reads = READING.contains(request.getMethod());
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || (reads && site.equals("none"));
        }
        String origin = request.getHeader("Origin");
        return origin == null ? reads : origin.endsWith("://" + request.getHeader("Host"));
    }

    private static String hash(String id) {
        return HexFormat.of().formatHex(Sha256.of(id));
    }
}
