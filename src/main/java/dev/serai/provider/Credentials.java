package dev.serai.provider;

import dev.serai.log.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a provider wants to see of who calls it: a key, a token that is fetched, or what the place where the gateway runs vouches
 * for.
 *
 * @param required whether it wants to see any
 * @param grant how tokens are had, null if they are not
 * @param auth how it knows who asks, where no key says it
 */
record Credentials(ProviderParameters parameters, boolean required, Grant grant, String auth) {

    private static final String KEY = "key";
    private static final String SIGNED = "sigv4";

    /** Each word of {@code auth}, and what stands in for a key then, for messages. */
    private static final Map<String, String> INSTEAD =
            Map.of(KEY, "", SIGNED, ", or AWS credentials", "google", ", or Google credentials");

    /**
     * Reads what the file says of it.
     *
     * @throws InvalidParameter if that is malformed, or cannot be had together
     */
    static Credentials of(ProviderParameters parameters) {
        Secrets.known().add(parameters.text("apiKey"));
        String auth =
                parameters.words("auth", INSTEAD.keySet()).stream().findFirst().orElse(KEY);
        if (auth.equals(SIGNED) && parameters.words("operations").contains("pass")) {
            throw parameters.malformed(
                    "operations", "what passes as it comes cannot be signed: operations cannot have 'pass' here");
        }
        return new Credentials(
                parameters, parameters.flag("keyRequired"), Grant.of(parameters).orElse(null), auth);
    }

    /** Whether it can be called with this key. */
    boolean suffice(String key) {
        return !key.isBlank() || !required || grant != null || isVouchedFor();
    }

    /** How it knows who asks with this key, or with none: a word of {@code auth}, or null where the key says it. */
    String auth(String key) {
        return key.isBlank() && !auth.equals(KEY) ? auth : null;
    }

    /** A signature is for a region. */
    private boolean isVouchedFor() {
        return !auth.equals(KEY) && !isWithoutRegion();
    }

    private boolean isWithoutRegion() {
        return auth.equals(SIGNED) && parameters.text("region").isBlank();
    }

    /**
     * The environment variables that are to be set before it can be called, for messages.
     *
     * @param missing parameters without a value
     */
    String missingVariables(List<String> missing) {
        List<String> names = new ArrayList<>(missing);
        if (isWithoutRegion() && !names.contains("region")) {
            names.add("region");
        }
        List<String> keys = !required ? List.of() : Grant.isAsked(parameters) ? Grant.NEEDED : List.of("apiKey");
        keys.stream().filter(name -> parameters.text(name).isBlank()).forEach(names::add);
        names.replaceAll(name -> parameters.text(name + ".variable"));
        names.removeIf(String::isEmpty);
        return String.join(" and ", names) + (names.isEmpty() || keys.isEmpty() ? "" : INSTEAD.get(auth));
    }
}
