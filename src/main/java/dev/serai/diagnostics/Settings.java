package dev.serai.diagnostics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.log.EnvironmentSecrets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Every setting, and of its value what cannot be a secret: numbers, durations and the like of what is not named like a
 * secret, the words and lists of settings that are known to hold none, and of addresses where they are, without anybody's
 * name and what comes after the port. Of anything else it is shown whether it is set.
 */
final class Settings {

    /**
     * One of them.
     *
     * @param value null where it is not shown
     * @param source where it is set
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Setting(String value, String source) {}

    static final String HIDDEN = "[set, not shown]";
    private static final String UNSET = "[not set]";

    /** Too short for a number that is a secret. */
    private static final Pattern HARMLESS = Pattern.compile(
            "(?i)true|false|never|always|off|none|-?\\d{1,9}(?:\\.\\d{1,6})?\\s?(?:ns|us|ms|s|m|h|d|b|kb|mb|gb|tb|%)?");

    /** Settings whose words are no secrets, by what they begin with or are. */
    private static final Pattern WORDS = Pattern.compile(
            "serai\\.(?:routes|transforms|components|data|prices|anonymous"
                    + "|trusted-proxies|jwt\\.(?:audience|project-claim)|login\\.(?:scopes|role-claim)|limits\\.when-redis-fails|budgets\\.unpriced"
                    + "|upstream-auth-errors|cors\\.allowed-origins|pins-virtual-threads\\..*)(?:\\[\\d+])?"
                    + "|server\\.(?:forward-headers-strategy|shutdown|port)"
                    + "|spring\\.(?:main\\.banner-mode|profiles\\..*|threads\\.virtual\\.enabled)"
                    + "|camel\\.main\\.(?:name|uuid-generator|jmx-management-statistics-level|routes-include-pattern)"
                    + "|camel\\.component\\.https?\\.user-agent"
                    + "|management\\.(?:endpoints\\.web\\..*|endpoint\\.health\\..*)"
                    + "|logging\\.(?:level\\..*|pattern\\..*|structured\\.format\\..*|config)"
                    + "|SERAI_(?:ROUTES|TRANSFORMS|COMPONENTS|DATA|PRICES|ANONYMOUS|TRUSTED_PROXIES|CORS_ORIGINS|[A-Z_]*LOG_LEVEL)");

    private static final Pattern WORD_VALUE = Pattern.compile("[\\p{L}\\p{N} _.,:/*%$\\\\{}()\\[\\]@#;=+-]{0,500}");
    private static final Pattern ADDRESS_NAME =
            Pattern.compile("(?i).*(?:url|uri|endpoint|address|issuer)(?:\\[\\d+])?");
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<scheme>[a-z][a-z0-9+.:-]{0,40})://(?:.*@)?(?<host>[A-Za-z0-9._:,\\[\\]-]{1,300})(?:[/?#;].*)?");

    /** Of the machine and of whoever started the process, which are nobody's settings. */
    private static final Set<String> FOREIGN = Set.of(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

    private final ConfigurableEnvironment environment;

    Settings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** All of them, by name. Of variables and properties of the system those that the gateway or a file of it could mean. */
    Map<String, Setting> shown() {
        Map<String, Setting> shown = new TreeMap<>();
        Set<String> referenced = referenced();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed) {
                boolean foreign = FOREIGN.contains(source.getName());
                for (String name : listed.getPropertyNames()) {
                    if (!foreign || isOurs(name, referenced)) {
                        boolean secret =
                                source instanceof ConfigTreePropertySource; // files of secrets, whatever their names
                        shown.computeIfAbsent(name, it -> new Setting(secret ? HIDDEN : value(it), source.getName()));
                    }
                }
            }
        }
        return shown;
    }

    private static boolean isOurs(String name, Set<String> referenced) {
        return referenced.contains(name)
                || name.matches("(?i)(?:serai|simulator|server|spring|management|logging|camel|otel)[._].*")
                || name.matches("[A-Z0-9_]+_(?:BASE_URL|API_KEY)(?:_\\d+)?");
    }

    /** The variables that values of other settings are made of: {@code ${SERAI_DATA:data}}. */
    private Set<String> referenced() {
        Pattern placeholder = Pattern.compile("\\$\\{([A-Za-z0-9_.-]{1,100})");
        Set<String> names = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed && !FOREIGN.contains(source.getName())) {
                for (String name : listed.getPropertyNames()) {
                    Matcher found = placeholder.matcher(String.valueOf(listed.getProperty(name)));
                    while (found.find()) {
                        names.add(found.group(1));
                    }
                }
            }
        }
        return names;
    }

    private String value(String name) {
        String value;
        try {
            value = environment.getProperty(name);
        } catch (IllegalArgumentException e) {
            return "[a placeholder in it is not set]";
        }
        return shown(name, value);
    }

    /** Of a value what may be shown. */
    static String shown(String name, String value) {
        if (value == null || value.isBlank()) {
            return UNSET;
        }
        if (EnvironmentSecrets.isSecret(name)) {
            return HIDDEN;
        }
        if (HARMLESS.matcher(value).matches()) {
            return value;
        }
        if (ADDRESS_NAME.matcher(name).matches()) {
            Matcher address = ADDRESS.matcher(value);
            return address.matches() ? address.group("scheme") + "://" + address.group("host") : HIDDEN;
        }
        return WORDS.matcher(name).matches() && WORD_VALUE.matcher(value).matches() ? value : HIDDEN;
    }
}
