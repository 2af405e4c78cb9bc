package dev.serai.console;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.wire.ApiException;
import dev.serai.wire.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** {@code /admin/assets}: how pages look, and the little that they do by themselves. */
@Controller
class Assets {

    private static final Map<String, String> TYPES =
            Map.of("console.css", "text/css;charset=UTF-8", "console.js", "text/javascript;charset=UTF-8");
    private static final int VERSION = 16;
    private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();
    private static final Map<String, String> VERSIONS = new ConcurrentHashMap<>();

    /** A file's text. */
    static String text(String name) {
        return TEXTS.computeIfAbsent(name, it -> {
            try {
                return new ClassPathResource("/console/" + it, Assets.class)
                        .getContentAsString(StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Part of its address, which changes with it: browsers keep it for long. */
    static String version(String name) {
        return VERSIONS.computeIfAbsent(
                name, it -> HexFormat.of().formatHex(Sha256.of(text(it))).substring(0, VERSION));
    }

    @Does(Act.LOG_IN)
    @GetMapping("/admin/assets/{name}")
    ResponseEntity<byte[]> file(@PathVariable String name) {
        if (!TYPES.containsKey(name)) {
            throw new ApiException(404, "invalid_request_error", "unknown_url", null, "There is no such file");
        }
        return ResponseEntity.ok()
                .header("Content-Type", TYPES.get(name))
                .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .body(text(name).getBytes(StandardCharsets.UTF_8));
    }
}
