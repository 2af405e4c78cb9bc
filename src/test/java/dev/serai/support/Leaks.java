package dev.serai.support;

import dev.serai.store.Database;
import dev.serai.support.FakeUpstream.Received;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Upstreams that repeat the keys they are given, and everything at rest in which a secret might be found. */
public final class Leaks {

    /** Models that {@link #answer} knows: how their answers end. */
    public static final List<String> ENDINGS = List.of(
            "good", "refuse-200", "refuse-400", "refuse-401", "refuse-403", "refuse-429", "refuse-500", "broken");

    private static final List<String> TABLES = List.of(
            "project", "token", "audit", "usage_record", "usage_hour", "usage_day", "spending", "removal", "journal");

    private Leaks() {}

    /** An upstream's answer, chosen by the model; errors repeat the key. */
    public static Script answer(Received request) {
        return answer(request, new String[0]);
    }

    /** The same with header lines. */
    public static Script answer(Received request, String... headers) {
        String asked = request.path() + request.text();
        String error = "{\"error\":{\"message\":\"Wrong key " + keys(request) + "\",\"type\":\"t\",\"code\":\""
                + keys(request) + "\"}}";
        boolean stream = asked.contains("\"stream\":true") || asked.contains("streamGenerateContent");
        for (String ending : ENDINGS) {
            if (ending.startsWith("refuse-") && asked.contains(ending)) {
                int status = Integer.parseInt(ending.substring("refuse-".length()));
                return status == 200 && stream
                        ? Script.stream(headers).send("data: " + error + "\n\n").end()
                        : Script.json(status, error, headers);
            }
        }
        if (!stream) {
            return asked.contains("broken")
                    ? Script.json(200, error.substring(1), headers)
                    : Script.json(200, Answers.WHOLE, headers);
        }
        return asked.contains("broken")
                ? Script.stream(headers)
                        .send(Answers.content("Hi"))
                        .send("data: " + error + "\n\n")
                        .close()
                : Script.stream(headers).send(Answers.stream("Hi")).end();
    }

    /** Repeats the key wherever it can. */
    public static Script repeating(Received request) {
        String key = keys(request);
        String coded = URLEncoder.encode(key, StandardCharsets.UTF_8);
        return answer(
                request,
                "x-request-id: " + key,
                "retry-after: " + coded,
                "x-ratelimit-limit-requests: " + key,
                "set-cookie: " + key);
    }

    /** The key that a request showed. */
    public static String keys(Received request) {
        return Stream.of("authorization", "x-api-key", "api-key", "x-goog-api-key")
                .map(name -> request.headers().getOrDefault(name, "").replace("Bearer ", ""))
                .filter(key -> !key.isEmpty())
                .findFirst()
                .orElse("none");
    }

    /** The keys that were sent to the upstream. */
    public static Set<String> sent() {
        return GatewayTest.UPSTREAM.received().stream().map(Leaks::keys).collect(Collectors.toSet());
    }

    /** A chat with further members. */
    public static String chat(String model, String members) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + members + "}";
    }

    public static String embedding(String model) {
        return "{\"model\":\"" + model + "\",\"input\":\"Hello\"}";
    }

    /** What both {@code /v1/completions} and {@code /chat} take. */
    public static String prompt(String provider, String model) {
        return "{\"provider\":\"" + provider + "\",\"model\":\"" + provider + "/" + model + "\",\"prompt\":\"Hello\"}";
    }

    /** All rows of all tables. */
    public static String rows(Database database) {
        StringBuilder rows = new StringBuilder();
        for (String table : TABLES) {
            rows.append(table)
                    .append(database.sql().sql("select * from " + table).query().listOfRows());
        }
        return rows.toString();
    }

    /** All files below a folder, byte for byte, and unpacked where they are compressed. */
    public static String files(Path folder) throws IOException {
        StringBuilder contents = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                boolean packed = file.toString().endsWith(".gz");
                contents.append(new String(
                        packed ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes,
                        StandardCharsets.ISO_8859_1));
            }
        }
        return contents.toString();
    }

    /** All that JMX shows, but of the JVM itself: its command line is whoever started it's to keep. */
    public static String attributes() throws Exception {
        StringBuilder all = new StringBuilder();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(null, null)) {
            if (name.getDomain().startsWith("java.")
                    || name.getDomain().startsWith("com.sun")
                    || name.getDomain().startsWith("jdk.")) {
                continue;
            }
            all.append(name);
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                try {
                    all.append(attribute.getName()).append('=').append(server.getAttribute(name, attribute.getName()));
                } catch (Exception e) {
                    all.append(e);
                }
            }
        }
        return all.toString();
    }
}
