package dev.serai.console;

import dev.serai.SeraiProperties;
import dev.serai.http.PublicAddress;
import dev.serai.wire.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /}: what a browser is shown: that the gateway runs, and a first call to copy. Nothing on it is secret. */
@Controller
class StartPage {

    private final boolean console;

    StartPage(SeraiProperties serai) {
        this.console = serai.adminPort() == 0; // else it is at another port, which may be nobody's here
    }

    /** Its style is in it: where the console has a port of its own, there are no files at this one. */
    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<byte[]> show(HttpServletRequest request) {
        String style = Assets.text("start.css");
        String hash = Base64.getEncoder().encodeToString(Sha256.of(style));
        Map<String, Object> parameters =
                Map.of("address", PublicAddress.of(request), "console", console, "style", style);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, PageView.TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'sha256-" + hash
                                + "'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
                .body(Templates.render("start", parameters));
    }
}
