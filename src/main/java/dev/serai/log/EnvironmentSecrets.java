package dev.serai.log;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/** The settings that are secret by their name, and the passwords in addresses. */
public final class EnvironmentSecrets {

    private static final Pattern NAME = Pattern.compile(
            "(?i).*(?:(?:api|master|admin|access|secret|private|account|subscription)[._-]?keys?(?:\\[\\d+])?"
                    + "|[._-]keys?(?:\\[\\d+])?|key_?\\d*|tokens?|secrets?|secret[._-]?ids?|passwords?|passwd|credentials?|key_previous|webhooks?|authorization"
                    + "|[._-](?:pwd|pass|passphrase|auth|bearer|pat|jwt|dsn|cookie|connection[._-]?string))");

    private static final Pattern PASSWORD = Pattern.compile("://[^\\s/@:]*+:([^\\s/@]++)@");

    /** OpenTelemetry's, {@code authorization=Bearer%20abc,x-key=def}: https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
    private static final Pattern HEADERS = Pattern.compile("(?i)otel[._]exporter[._].*headers");

    /** Of what the gateway and its provider files read. */
    private static final Pattern OURS = Pattern.compile(
            "(?:[A-Z0-9_]+_API_KEY(?:_\\d+)?|SERAI_(?:ADMIN_KEY|KEYS)|serai\\.(?:admin-key|keys(?:\\[\\d+])?))");

    private final ConfigurableEnvironment environment;

    EnvironmentSecrets(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** Whether a setting is a secret by its name. */
    public static boolean isSecret(String name) {
        return NAME.matcher(name).matches();
    }

    void tell(Secrets secrets) {
        for (String name : names()) {
            String value = value(name);
            if (value == null) {
                continue;
            }
            if (NAME.matcher(name).matches()) {
                for (String one : value.split(",", -1)) {
                    secrets.add(one);
                }
            }
            if (HEADERS.matcher(name).matches()) {
                tellHeaders(value, secrets);
            }
            Matcher password = PASSWORD.matcher(value);
            while (password.find()) {
                secrets.add(password.group(1));
                secrets.add(decoded(password.group(1)));
            }
        }
    }

    /** What stands behind a scheme is the secret. */
    private static void tellHeaders(String headers, Secrets secrets) {
        for (String header : headers.split(",", -1)) {
            String value = header.substring(header.indexOf('=') + 1).strip();
            secrets.add(value);
            String plain = decoded(value);
            secrets.add(plain.substring(plain.lastIndexOf(' ') + 1));
        }
    }

    /** The names of keys that are too short to be left out of texts, and can be guessed. */
    List<String> tooShort() {
        return names().stream()
                .filter(name -> OURS.matcher(name).matches())
                .filter(name -> value(name) != null)
                .filter(name -> Stream.of(value(name).split(",", -1))
                        .map(String::strip)
                        .anyMatch(one -> !one.isEmpty() && one.length() < Secrets.SHORTEST))
                .toList();
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed) {
                names.addAll(List.of(listed.getPropertyNames()));
            }
        }
        return names;
    }

    private String value(String name) {
        try {
            return environment.getProperty(name);
        } catch (IllegalArgumentException e) {
            return null; // a placeholder that nothing fills: it says so where it is used
        }
    }

    /** A plus is itself: neither headers nor addresses are forms. */
    static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
