package dev.serai.provider;

import dev.serai.wire.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a provider is, and what it cannot be called without.
 *
 * @param url base URL and API root, with region and project in them: what operations' paths are put behind
 * @param auth how it knows who asks, where no key says it
 * @param missing parameters without a value that the URL needs
 */
record Place(ProviderParameters parameters, String url, String auth, boolean keyRequired, List<String> missing) {

    private static final String KEY = "key";
    private static final String SIGNED = "sigv4";

    /** Each word of {@code auth}, and what stands in for a key then, for messages. */
    private static final Map<String, String> CREDENTIALS =
            Map.of(KEY, "", SIGNED, ", or AWS credentials", "google", ", or Google credentials");

    static Place of(ProviderParameters parameters) {
        String auth = parameters.words("auth", CREDENTIALS.keySet()).stream()
                .findFirst()
                .orElse(KEY);
        String base = parameters.text("baseUrl").replace("{host}", host(parameters));
        String root = parameters.text("apiRoot");
        List<String> missing = new ArrayList<>(base.isBlank() ? List.of("baseUrl") : List.of());
        for (String name : List.of("region", "project")) {
            if ((base + root).contains("{" + name + "}")
                    && parameters.text(name).isBlank()) {
                missing.add(name);
            }
        }
        String url = Address.join(filled(base, parameters), filled(root, parameters));
        return new Place(parameters, url, auth, parameters.flag("keyRequired"), missing);
    }

    /** The first that fits the region. */
    private static String host(ProviderParameters parameters) {
        String region = parameters.text("region");
        return parameters.pairs("hosts").entrySet().stream()
                .filter(each -> Glob.of(each.getKey()).matches(region))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static String filled(String text, ProviderParameters parameters) {
        return text.replace("{region}", parameters.text("region")).replace("{project}", parameters.text("project"));
    }

    /** Whether it can be called with this key. */
    boolean isOpenTo(String key) {
        return missing.isEmpty() && (!key.isBlank() || !keyRequired || hasCredentials());
    }

    /** Whether who has no key may be known by credentials; a signature is for a region. */
    private boolean hasCredentials() {
        return !auth.equals(KEY) && !isUnsigned();
    }

    private boolean isUnsigned() {
        return auth.equals(SIGNED) && parameters.text("region").isBlank();
    }

    /** The environment variables that are to be set before it can be called, for messages. */
    String variables() {
        List<String> names = new ArrayList<>(missing);
        if (isUnsigned() && !names.contains("region")) {
            names.add("region");
        }
        boolean key = keyRequired && parameters.text("apiKey").isBlank();
        if (key) {
            names.add("apiKey");
        }
        names.replaceAll(name -> parameters.text(name + ".variable"));
        names.removeIf(String::isEmpty);
        return String.join(" and ", names) + (key ? CREDENTIALS.get(auth) : "");
    }
}
