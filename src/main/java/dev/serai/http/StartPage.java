package dev.serai.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.HtmlUtils;

/** {@code /}: what a browser is shown: that the gateway runs, and a first call to copy. Nothing on it is secret. */
@Controller
class StartPage {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final String NOTHING_FOREIGN =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private final String page;

    StartPage() throws IOException {
        page = new ClassPathResource("/start.html", StartPage.class).getContentAsString(StandardCharsets.UTF_8);
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> show(HttpServletRequest request) {
        String address = ServletUriComponentsBuilder.fromContextPath(request).toUriString();
        return ResponseEntity.ok()
                .contentType(HTML)
                .header("Content-Security-Policy", NOTHING_FOREIGN)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(page.replace("{address}", HtmlUtils.htmlEscape(address)));
    }
}
