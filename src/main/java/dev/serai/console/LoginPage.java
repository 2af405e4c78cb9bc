package dev.serai.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.access.Act;
import dev.serai.access.Administrators;
import dev.serai.access.Administrators.Proof;
import dev.serai.access.Does;
import dev.serai.admin.Sessions;
import dev.serai.http.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /admin/login}: where a browser shows an admin token, and gets a cookie for it. */
@Controller
public class LoginPage {

    private static final String PATH = "/admin/login";
    private static final int MOST_FAILURES = 10;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    /** Pages of ours that need a login. */
    private static final Pattern NEXT = Pattern.compile("/(admin|manage/hawtio)([/?][!-~]{0,2000})?");

    private static final String FIRST = "admin";

    /**
     * The form.
     *
     * @param said what was wrong; empty if nothing
     * @param next where to go on
     */
    public record Model(String said, String next) {}

    private final Administrators administrators;
    private final Sessions sessions;

    /** How often an address has failed of late. */
    private final Cache<String, AtomicInteger> failures = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    LoginPage(Administrators administrators, Sessions sessions) {
        this.administrators = administrators;
        this.sessions = sessions;
    }

    @Does(Act.LOG_IN)
    @GetMapping(PATH)
    PageView form(@RequestParam(defaultValue = "") String next) {
        return page(HttpStatus.OK, "", next);
    }

    /** From the form of this page alone: another site could log a user in as somebody else. */
    @Does(Act.LOG_IN)
    @PostMapping(PATH)
    Object logIn(HttpServletRequest request, @RequestAttribute(Form.ATTRIBUTE) Form form) {
        String next = form.text("next");
        if (!Sessions.isOwn(request)) {
            return page(HttpStatus.FORBIDDEN, "Log in from this page.", next);
        }
        AtomicInteger failed = failures.get(request.getRemoteAddr(), address -> new AtomicInteger());
        if (failed.get() >= MOST_FAILURES) {
            String wait = "Too many wrong tokens came from here; try again in a minute.";
            return page(HttpStatus.TOO_MANY_REQUESTS, wait, next);
        }
        Proof shown = new Proof(form.text("token"));
        if (administrators.of(shown).isEmpty()) {
            failed.incrementAndGet();
            return page(HttpStatus.UNAUTHORIZED, "This is no admin token that may be used.", next);
        }
        String path = NEXT.matcher(next).matches() ? next.substring(1) : FIRST;
        return moved(request, path, sessions.begin(shown, request));
    }

    /** Ends the session of whoever has one; Hawtio asks for it by a link. */
    @Does(Act.READ)
    @GetMapping("/admin/logout")
    ResponseEntity<Void> logOut(HttpServletRequest request) {
        return moved(request, PATH.substring(1), sessions.end(request));
    }

    /** Ends this session, or all that its token has. */
    @Does(Act.READ)
    @PostMapping("/admin/logout")
    ResponseEntity<Void> logOut(HttpServletRequest request, @RequestAttribute(Form.ATTRIBUTE) Form form) {
        String[] cookies = form.has("everywhere") ? sessions.endAll(request) : sessions.end(request);
        return moved(request, PATH.substring(1), cookies);
    }

    private static ResponseEntity<Void> moved(HttpServletRequest request, String path, String... cookies) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, PublicAddress.root(request) + path)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.SET_COOKIE, cookies)
                .build();
    }

    private static PageView page(HttpStatus status, String said, String next) {
        return new PageView("login", null, "Log in", new Model(said, next), status);
    }
}
