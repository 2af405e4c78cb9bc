package dev.serai.console;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.admin.Sessions;
import dev.serai.http.PublicAddress;
import dev.serai.login.OpenIdLogin;
import dev.serai.login.OpenIdLogin.Begun;
import dev.serai.login.OpenIdLogin.Finished;
import dev.serai.wire.ApiException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.util.WebUtils;

/** {@code /admin/login/…}: to the issuer, and back from it. */
@Controller
class IssuerPage {

    private static final String START = "/" + LoginPage.PATH + "/start";
    private static final String BACK = "/" + LoginPage.PATH + "/callback";

    /** Lax, for it has to be there when the issuer's page leads back; a session's is Strict. */
    private static final String COOKIE = "serai-login";

    private final OpenIdLogin issuer;
    private final Sessions sessions;
    private final Lockout lockout;

    IssuerPage(OpenIdLogin issuer, Sessions sessions, Lockout lockout) {
        this.issuer = issuer;
        this.sessions = sessions;
        this.lockout = lockout;
    }

    /** By the link of the login's page: another site's leads there. */
    @Does(Act.LOG_IN)
    @GetMapping(START)
    View start(HttpServletRequest request, @RequestParam(defaultValue = "") String next) {
        requireOn();
        if (!Sessions.isOwn(request)) {
            return Moved.to(PublicAddress.root(request) + LoginPage.PATH);
        }
        try {
            Begun begun = issuer.begin(PublicAddress.of(request) + BACK, next);
            return Moved.to(begun.address(), cookie(request, begun.kept(), Duration.ofMinutes(10)));
        } catch (ApiException failure) {
            return failed(failure);
        }
    }

    /** Whatever comes of it, the login that was begun is over. */
    @Does(Act.LOG_IN)
    @GetMapping(BACK)
    View comeBack(HttpServletRequest request, @RequestParam Map<String, String> query) {
        requireOn();
        String over = cookie(request, "", Duration.ZERO);
        if (lockout.holds(request)) {
            return failed(new ApiException(
                    429,
                    "invalid_request_error",
                    "too_many_logins",
                    null,
                    "Too many logins failed from here; try again in a minute."));
        }
        try {
            Cookie kept = WebUtils.getCookie(request, COOKIE);
            Finished finished = issuer.finish(kept == null ? "" : kept.getValue(), query);
            String to = PublicAddress.root(request) + Next.of(finished.next());
            PageView page = PageView.of("passing", null, "You are logged in", new Passing(to, "Go on"));
            String[] session = sessions.begin(finished.identity(), request);
            return Moved.by(
                    page, to, Stream.concat(Stream.of(session), Stream.of(over)).toArray(String[]::new));
        } catch (ApiException failure) {
            if (failure.status() == HttpStatus.UNAUTHORIZED.value()) {
                lockout.count(request);
            }
            return failed(failure, over);
        }
    }

    private void requireOn() {
        if (!issuer.isOn()) {
            throw new ApiException(
                    404, "invalid_request_error", "unknown_url", null, "There is no issuer here to log in by");
        }
    }

    private View failed(ApiException failure, String... cookies) {
        LoginPage.Model model = new LoginPage.Model(failure.getMessage(), "", issuer.name());
        return Moved.nowhere(LoginPage.page(HttpStatus.valueOf(failure.status()), model), cookies);
    }

    private static String cookie(HttpServletRequest request, String value, Duration age) {
        return ResponseCookie.from(COOKIE, value)
                .path(PublicAddress.path(request) + "/" + LoginPage.PATH)
                .httpOnly(true)
                .sameSite("Lax")
                .secure(request.isSecure())
                .maxAge(age)
                .build()
                .toString();
    }
}
