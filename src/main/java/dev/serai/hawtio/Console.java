package dev.serai.hawtio;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.admin.AdminVisit;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /manage/hawtio}: Hawtio's pages, and what they ask of whoever serves them. Of Hawtio's own servlets there is none:
 * its proxy would let a browser reach whatever the gateway does.
 */
@RestController
@OnHawtio
class Console {

    static final String PATH = "/manage/hawtio";

    private static final String FILES = "hawtio-static/";
    private static final String INDEX = "index.html";
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_@~-][A-Za-z0-9_@~./-]*\\.[A-Za-z0-9]+");
    private static final Pattern VERSIONED = Pattern.compile("static/.*\\.[0-9a-f]{8,}\\..*");

    /** As its editor needs it; nothing is fetched from elsewhere. */
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:;"
            + " img-src 'self' data:; worker-src 'self' blob:; object-src 'none'; form-action 'self';"
            + " frame-ancestors 'none'; base-uri 'self'";

    /** No plugins, no login of its own, no connections to elsewhere. */
    private static final Map<String, String> ANSWERS = Map.of(
            "plugin", "[]",
            "auth/config/login", "[]",
            "keycloak/enabled", "false",
            "proxy/enabled", "false",
            "preset-connections", "[]",
            "auth/config/session-timeout", "{}");

    private final byte[] index;
    private final byte[] configuration;

    Console() throws IOException {
        String page = new ClassPathResource(FILES + INDEX).getContentAsString(StandardCharsets.UTF_8);
        index = page.replaceAll("(href|src)=(['\"]?)/hawtio/", "$1=$2" + PATH + "/")
                .getBytes(StandardCharsets.UTF_8);
        configuration = new ClassPathResource("hawtconfig.json", Console.class).getContentAsByteArray();
    }

    /** Whether there is one. */
    static boolean isIn(ClassLoader classes) {
        return classes.getResource(FILES + INDEX) != null;
    }

    /** Who looks at it. */
    @Does(Act.READ)
    @GetMapping(PATH + "/user")
    ResponseEntity<byte[]> user(@RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        return json(Json.bytes(visit.administrator().name()));
    }

    /** A file of Hawtio's, or its page: what a path means beyond that, the page knows. */
    @Does(Act.READ)
    @GetMapping({PATH, PATH + "/**"})
    ResponseEntity<?> file(HttpServletRequest request) {
        String path = request.getServletPath();
        if (path.equals(PATH)) {
            return ResponseEntity.status(HttpStatus.FOUND)
                    .location(URI.create(PATH + "/"))
                    .build();
        }
        String name = path.substring(PATH.length() + 1);
        if (name.equals("auth/logout")) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create("../../../admin/logout"))
                    .build();
        }
        if (ANSWERS.containsKey(name)) {
            return json(ANSWERS.get(name).getBytes(StandardCharsets.UTF_8));
        }
        if (name.equals("hawtconfig.json")) {
            return json(configuration);
        }
        if (name.equals(INDEX) || !FILE.matcher(name).matches()) {
            return page();
        }
        return file(name);
    }

    private static ResponseEntity<Resource> file(String name) {
        Resource file = new ClassPathResource(FILES + name);
        if (name.contains("..") || !file.isReadable()) {
            throw new ApiException(404, "invalid_request_error", "unknown_url", null, "Hawtio has no such file");
        }
        return ResponseEntity.ok()
                .contentType(MediaTypeFactory.getMediaType(name).orElse(MediaType.APPLICATION_OCTET_STREAM))
                .cacheControl(
                        VERSIONED.matcher(name).matches()
                                ? CacheControl.maxAge(Duration.ofDays(1)).cachePrivate()
                                : CacheControl.noCache())
                .header("Content-Security-Policy", POLICY)
                .body(file);
    }

    private ResponseEntity<byte[]> page() {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY)
                .body(index);
    }

    private static ResponseEntity<byte[]> json(byte[] body) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(body);
    }
}
