package dev.serai.provider;

import dev.serai.wire.Glob;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a provider is.
 *
 * @param base base URL, with region and project in it
 * @param url the API root behind it, in the same way: what operations' paths are put behind
 * @param missing parameters without a value that these need
 */
record Place(String base, String url, List<String> missing) {

    static Place of(ProviderParameters parameters) {
        String base = parameters.text("baseUrl").replace("{host}", host(parameters));
        String root = parameters.text("apiRoot");
        List<String> missing = new ArrayList<>(base.isBlank() ? List.of("baseUrl") : List.of());
        for (String name : List.of("region", "project")) {
            if ((base + root).contains("{" + name + "}")
                    && parameters.text(name).isBlank()) {
                missing.add(name);
            }
        }
        String filled = filled(base, parameters);
        return new Place(filled, Address.join(filled, filled(root, parameters)), missing);
    }

    /** The first that fits the region. */
    private static String host(ProviderParameters parameters) {
        String region = parameters.text("region");
        return parameters.pairs("hosts").entrySet().stream()
                .filter(each -> Glob.of(each.getKey()).matches(region))
                .map(each -> each.getValue())
                .findFirst()
                .orElse("");
    }

    private static String filled(String text, ProviderParameters parameters) {
        return text.replace("{region}", parameters.text("region")).replace("{project}", parameters.text("project"));
    }
}
