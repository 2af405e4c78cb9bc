package dev.serai.diagnostics;

import dev.serai.BuiltVersion;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;

/** What runs here, and which versions. */
final class Versions {

    /** {@code jar:file:/app/lib/camel-core-4.18.0.jar!/META-INF/MANIFEST.MF}. */
    private static final Pattern JAR = Pattern.compile(".*/([^/!]{1,200}\\.jar)!/META-INF/MANIFEST\\.MF");

    private Versions() {}

    static Map<String, Object> document(CamelContext camel) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("serai", BuiltVersion.text());
        document.put("spring", SpringVersion.getVersion());
        document.put("springBoot", SpringBootVersion.getVersion());
        document.put("camel", camel == null ? null : camel.getVersion());
        document.put("java", Runtime.version().toString());
        document.put("jvm", property("java.vendor") + " " + property("java.vm.name"));
        document.put("system", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
        document.put("jars", jars());
        return document;
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }

    private static List<String> jars() throws IOException {
        List<URL> manifests = Collections.list(Versions.class.getClassLoader().getResources("META-INF/MANIFEST.MF"));
        return manifests.stream()
                .flatMap(url -> {
                    Matcher jar = JAR.matcher(url.toString());
                    return jar.matches() ? Stream.of(jar.group(1)) : Stream.empty();
                })
                .distinct()
                .sorted()
                .toList();
    }
}
