package dev.serai.console;

import dev.serai.access.Act;
import dev.serai.access.Administrators;
import dev.serai.access.Does;
import dev.serai.access.Identity;
import dev.serai.access.ShownToken;
import dev.serai.admin.Sessions;
import dev.serai.http.PublicAddress;
import dev.serai.login.OpenIdLogin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** {@code /admin/login}: where a browser shows an admin token, and gets a cookie for it, or sets out to the issuer. */
@Controller
public class LoginPage {

    static final String PATH = "admin/login";

    /**
     * The form.
     *
     * @param said what was wrong; empty if nothing
     * @param next where to go on
     * @param issuer by whom one can log in besides; empty for nobody
     */
    public record Model(String said, String next, String issuer) {}

    private final Administrators administrators;
    private final Sessions sessions;
    private final OpenIdLogin issuer;
    private final Lockout lockout;

    LoginPage(Administrators administrators, Sessions sessions, OpenIdLogin issuer, Lockout lockout) {
        this.administrators = administrators;
        this.sessions = sessions;
        this.issuer = issuer;
        this.lockout = lockout;
    }

    @Does(Act.LOG_IN)
    @GetMapping("/" + PATH)
    PageView form(@RequestParam(defaultValue = "") String next) {
        return page(HttpStatus.OK, "", next);
    }

    /** From the form of this page alone: another site could log a user in as somebody else. */
    @Does(Act.LOG_IN)
    @PostMapping("/" + PATH)
    View logIn(HttpServletRequest request, @RequestAttribute(Form.ATTRIBUTE) Form form) {
        String next = form.text("next");
        if (!Sessions.isOwn(request)) {
            return page(HttpStatus.FORBIDDEN, "Log in from this page.", next);
        }
        if (lockout.holds(request)) {
            String wait = "Too many wrong tokens came from here; try again in a minute.";
            return page(HttpStatus.TOO_MANY_REQUESTS, wait, next);
        }
        ShownToken shown = new ShownToken(form.text("token"));
        if (administrators.of(shown).isEmpty()) {
            lockout.count(request);
            return page(HttpStatus.UNAUTHORIZED, "This is no admin token that may be used.", next);
        }
        return Moved.to(PublicAddress.root(request) + Next.of(next), sessions.begin(shown, request));
    }

    /** Ends the session of whoever has one; Hawtio asks for it by a link. */
    @Does(Act.LOG_OUT)
    @GetMapping("/admin/logout")
    View logOut(HttpServletRequest request) {
        Optional<Identity> who = sessions.identity(request);
        return left(request, who, sessions.end(request));
    }

    /** Ends this session, or all that its token or person has. */
    @Does(Act.LOG_OUT)
    @PostMapping("/admin/logout")
    View logOut(HttpServletRequest request, @RequestAttribute(Form.ATTRIBUTE) Form form) {
        Optional<Identity> who = sessions.identity(request);
        return left(request, who, form.has("everywhere") ? sessions.endAll(request) : sessions.end(request));
    }

    /** On to the issuer by a page: a form of ours leads nowhere else. */
    private View left(HttpServletRequest request, Optional<Identity> who, String... cookies) {
        String login = PublicAddress.of(request) + "/" + PATH;
        return who.flatMap(identity -> issuer.end(identity, login))
                .<View>map(address -> Moved.by(
                        PageView.of(
                                "passing",
                                null,
                                "You are logged out here",
                                new Passing(address, "Log out at " + issuer.name() + " as well")),
                        address,
                        cookies))
                .orElseGet(() -> Moved.to(PublicAddress.root(request) + PATH, cookies));
    }

    private PageView page(HttpStatus status, String said, String next) {
        return page(status, new Model(said, next, issuer.isOn() ? issuer.name() : ""));
    }

    static PageView page(HttpStatus status, Model model) {
        return new PageView("login", null, "Log in", model, status);
    }
}
