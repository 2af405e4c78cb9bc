package dev.serai.admin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.access.Act;
import dev.serai.access.Administrators;
import dev.serai.access.Administrators.Proof;
import dev.serai.access.Does;
import dev.serai.http.Client;
import dev.serai.wire.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code /manage/login}: where a browser shows an admin token, and gets a cookie for it. */
@Controller
@ConditionalOnProperty("serai.hawtio")
class Login {

    static final String PATH = "/manage/login";

    private static final URI AFTER = URI.create("/manage/hawtio/");
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    private static final int LONGEST_FORM = 4096;
    private static final String FIELD = "token=";
    private static final String NOTHING = "";
    private static final int MOST_FAILURES = 10;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Administrators administrators;
    private final Sessions sessions;
    private final String page;

    /** How often an address has failed of late. */
    private final Cache<String, AtomicInteger> failures = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    Login(Administrators administrators, Sessions sessions) throws IOException {
        this.administrators = administrators;
        this.sessions = sessions;
        this.page = new ClassPathResource("/login.html", Login.class).getContentAsString(StandardCharsets.UTF_8);
    }

    /**
     * Has a form read, of a stranger and so a small one; what is not wanted by now is thrown away.
     *
     * @throws ApiException 413
     */
    static void readForm(HttpServletRequest request) {
        if (!Sessions.READING.contains(request.getMethod())) {
            long length = request.getContentLengthLong();
            if (length < 0 || length > LONGEST_FORM) {
                throw new ApiException(
                        413, "invalid_request_error", "request_too_large", null, "A token is not that long");
            }
            Client.readBody(request);
        }
    }

    @Does(Act.LOG_IN)
    @GetMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> form(HttpServletResponse response) {
        return page(response, HttpStatus.OK, NOTHING);
    }

    /** From the form of this page alone: another site could log a user in as somebody else. */
    @Does(Act.LOG_IN)
    @PostMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> logIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!Sessions.isOwn(request)) {
            return page(response, HttpStatus.FORBIDDEN, "Log in from this page.");
        }
        AtomicInteger failed = failures.get(request.getRemoteAddr(), address -> new AtomicInteger());
        if (failed.get() >= MOST_FAILURES) {
            return page(
                    response,
                    HttpStatus.TOO_MANY_REQUESTS,
                    "Too many wrong tokens came from here; try again in a minute.");
        }
        Proof shown = new Proof(token(request));
        if (administrators.of(shown).isEmpty()) {
            failed.incrementAndGet();
            return page(response, HttpStatus.UNAUTHORIZED, "This is no admin token that may be used.");
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(AFTER)
                .header(HttpHeaders.SET_COOKIE, sessions.begin(shown, request.isSecure()))
                .build();
    }

    /** Ends the session of whoever has one, which another site may have them do. */
    @Does(Act.READ)
    @GetMapping(path = "/manage/logout")
    ResponseEntity<Void> logOut(HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(PATH))
                .header(HttpHeaders.SET_COOKIE, sessions.end(request))
                .build();
    }

    /** Forms are parsed nowhere else. */
    private static String token(HttpServletRequest request) throws IOException {
        String form = new String(request.getInputStream().readNBytes(LONGEST_FORM), StandardCharsets.UTF_8);
        try {
            return Stream.of(form.split("&", -1))
                    .filter(field -> field.startsWith(FIELD))
                    .map(field -> URLDecoder.decode(field.substring(FIELD.length()), StandardCharsets.UTF_8))
                    .findFirst()
                    .orElse(NOTHING)
                    .strip();
        } catch (IllegalArgumentException e) {
            return NOTHING; // no form that a browser sends
        }
    }

    private ResponseEntity<String> page(HttpServletResponse response, HttpStatus status, String said) {
        response.setHeader("Referrer-Policy", "same-origin"); // else the form's Origin is "null"
        return ResponseEntity.status(status)
                .contentType(HTML)
                .header("Content-Security-Policy", POLICY)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(page.replace("{said}", said));
    }
}
