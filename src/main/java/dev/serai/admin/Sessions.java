package dev.serai.admin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.access.Identity;
import dev.serai.access.Proof;
import dev.serai.http.PublicAddress;
import dev.serai.wire.Sha256;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;

/**
 * Browsers whose users have logged in. A cookie stands for the token that was shown, or for what an issuer said: at this gateway, for a working day, and
 * in requests of the gateway's own pages alone.
 */
public final class Sessions {

    static final String COOKIE = "serai-admin";

    /** What one takes beside its proof, about. */
    private static final int SESSION = 400;

    /** Of a request that a page sends by itself: it keeps no session alive. */
    static final String LIVE = "x-serai-live";

    private static final int BYTES = 32;
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Where the cookie is sent: callers' requests have none. */
    private static final List<String> PLACES = List.of("/admin", "/manage");

    /**
     * One of them.
     *
     * @param shown at its beginning
     * @param formToken what its forms have in them, which no other site can know
     */
    record Session(Proof shown, String formToken) {}

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
                .weigher((String id, Proof shown) -> SESSION + shown.bytes())
                .expireAfterAccess(idle)
                .expireAfterWrite(longest)
                .recordStats()
                .build();
    }

    Cache<?, ?> cache() {
        return open;
    }

    /** Begins one in place of the one that there is; what comes back are the cookies to set. */
    public String[] begin(Proof shown, HttpServletRequest request) {
        ids(request).forEach(old -> open.invalidate(hash(old)));
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        open.put(hash(id), shown);
        return cookies(request, id, null);
    }

    /** A request's session; empty where it has none that counts. */
    Optional<Session> of(HttpServletRequest request) {
        if (!isOwn(request)) {
            return Optional.empty();
        }
        boolean byItself = request.getHeader(LIVE) != null;
        return ids(request).flatMap(id -> session(id, byItself).stream()).findFirst();
    }

    /** A request's session, if it still counts, which this look keeps no longer alive. */
    Optional<Session> stillOf(HttpServletRequest request) {
        return ids(request).flatMap(id -> session(id, true).stream()).findFirst();
    }

    private Optional<Session> session(String id, boolean quietly) {
        String hash = hash(id);
        Proof shown = quietly ? open.policy().getIfPresentQuietly(hash) : open.getIfPresent(hash);
        return Optional.ofNullable(shown).map(it -> new Session(it, hash("form " + id)));
    }

    /** Who an issuer vouched for at the beginning of a request's session; empty where that was somebody with a token. */
    public Optional<Identity> identity(HttpServletRequest request) {
        return stillOf(request)
                .map(Session::shown)
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast);
    }

    /** Ends a request's session; what comes back are the cookies to set. */
    public String[] end(HttpServletRequest request) {
        ids(request).forEach(id -> open.invalidate(hash(id)));
        return cookies(request, "", Duration.ZERO);
    }

    /** Ends all sessions that the token of a request's session has begun; what comes back are the cookies to set. */
    public String[] endAll(HttpServletRequest request) {
        ids(request)
                .flatMap(id -> session(id, true).stream())
                .forEach(one -> open.asMap().values().removeIf(one.shown()::isOfTheSame));
        return end(request);
    }

    private static String[] cookies(HttpServletRequest request, String id, Duration age) {
        return PLACES.stream()
                .map(place -> ResponseCookie.from(COOKIE, id)
                        .path(PublicAddress.path(request) + place)
                        .httpOnly(true)
                        .sameSite("Strict")
                        .secure(request.isSecure())
                        .maxAge(age == null ? Duration.ofSeconds(-1) : age)
                        .build()
                        .toString())
                .toArray(String[]::new);
    }

    private static Stream<String> ids(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Stream.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .map(Cookie::getValue);
    }

    /** Whether a request changes nothing. */
    public static boolean reads(HttpServletRequest request) {
        return READING.contains(request.getMethod());
    }

    /**
     * Whether a page of ours sends it, or the user by hand. Another site's page gets no cookie sent; one of the same site on
     * another port or host does. Browsers say where a request is from by {@code Sec-Fetch-Site}, or, where the connection is
     * not to be trusted, by {@code Origin} if it may change something.
     */
    public static boolean isOwn(HttpServletRequest request) {
        boolean reads = reads(request);
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || (reads && site.equals("none"));
        }
        String origin = request.getHeader("Origin");
        return origin == null
                ? reads
                : origin.endsWith("://" + request.getHeader("Host")) || origin.equals(PublicAddress.origin(request));
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(Sha256.of(text));
    }
}
