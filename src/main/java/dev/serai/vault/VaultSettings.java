package dev.serai.vault;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.core.env.Environment;

/**
 * What stands under {@code serai.vault}, which {@code application.yaml} explains.
 *
 * @param address of the server; empty for none
 * @param namespace empty for the root's
 * @param caCertificates file of authorities that are trusted; empty for the JVM's
 * @param timeout for one question
 * @param token empty if it is in a file, or had by a login
 * @param tokenFile that somebody else keeps fresh
 * @param appRole a login
 * @param kubernetes another one
 */
record VaultSettings(
        @DefaultValue("") String address,
        @DefaultValue("") String namespace,
        @DefaultValue("") String caCertificates,
        @DefaultValue("5") @DurationUnit(ChronoUnit.SECONDS) Duration timeout,
        @DefaultValue("") String token,
        @DefaultValue("") String tokenFile,
        @DefaultValue AppRole appRole,
        @DefaultValue Kubernetes kubernetes) {

    static final String KEY = "serai.vault";

    /**
     * A login by AppRole.
     *
     * @param mount where the method is enabled
     * @param secretIdFile in place of the secret id
     */
    record AppRole(
            @DefaultValue("approle") String mount,
            @DefaultValue("") String roleId,
            @DefaultValue("") String secretId,
            @DefaultValue("") String secretIdFile) {}

    /**
     * A login by the token of a pod's service account.
     *
     * @param mount where the method is enabled
     */
    record Kubernetes(
            @DefaultValue("kubernetes") String mount,
            @DefaultValue("") String role,

            @DefaultValue("/var/run/secrets/kubernetes.io/serviceaccount/token")
            String tokenFile) {}

    /** Reads them; an address that can be none ends the start. */
    static VaultSettings of(Environment environment) {
        VaultSettings settings = Binder.get(environment).bindOrCreate(KEY, VaultSettings.class);
        if (!settings.address.isBlank() && !isAddress(settings.address)) {
            throw new IllegalArgumentException("VAULT_ADDR is no address such as https://vault.example.com:8200");
        }
        return settings;
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return address;
    }
}
