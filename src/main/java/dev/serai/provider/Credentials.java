package dev.serai.provider;

import dev.serai.log.Secrets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a provider wants to see of who calls it: a key, or a token that is fetched.
 *
 * @param required whether it wants to see any
 * @param grant how tokens are had, null if they are not
 */
record Credentials(ProviderParameters parameters, boolean required, Grant grant) {

    static Credentials of(ProviderParameters parameters) {
        Secrets.known().add(parameters.text("apiKey"));
        return new Credentials(
                parameters, parameters.flag("keyRequired"), Grant.of(parameters).orElse(null));
    }

    /** Whether it can be called with this key. */
    boolean suffice(String key) {
        return !key.isBlank() || grant != null || !required;
    }

    /** The environment variables that are to be set before it can be called. */
    String missingVariables() {
        List<String> needed = !required
                ? List.of("baseUrl")
                : Grant.isAsked(parameters)
                        ? List.of("baseUrl", "clientId", "clientSecret")
                        : List.of("baseUrl", "apiKey");
        return needed.stream()
                .filter(name -> parameters.text(name).isBlank())
                .map(name -> parameters.text(name + ".variable"))
                .filter(variable -> !variable.isEmpty())
                .collect(Collectors.joining(" and "));
    }
}
