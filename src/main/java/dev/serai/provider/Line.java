package dev.serai.provider;

import dev.serai.log.Secrets;
import java.net.URI;
import java.util.Set;

/**
 * The line to a provider, where it is not the one to all: through a proxy, and secured by certificates of its own.
 *
 * @param proxy null for none
 * @param authorities PEM files of those whose certificates are trusted; none for those that the JVM trusts
 * @param certificate PEM files of the certificate that is shown, those that vouch for it and its private key; none for none
 */
public record Line(URI proxy, Set<String> authorities, Set<String> certificate) {

    /** As all have it. */
    public static final Line PLAIN = new Line(null, Set.of(), Set.of());

    private static final String NO_PROXY = "none";

    static Line of(ProviderParameters parameters) {
        return new Line(proxy(parameters), parameters.words("caCertificates"), parameters.words("certificate"));
    }

    private static URI proxy(ProviderParameters parameters) {
        String text = parameters.text("proxy");
        if (text.isBlank() || text.equals(NO_PROXY)) {
            return null;
        }
        URI proxy = parameters.httpAddress("proxy");
        if (proxy.getUserInfo() != null) {
            Secrets.known().add(proxy.getUserInfo().replaceFirst("^[^:]*:?", ""));
        }
        return proxy;
    }

    /** Whether it has certificates of its own. */
    public boolean isSecured() {
        return !authorities.isEmpty() || !certificate.isEmpty();
    }

    /** Whose connections can be used for it: those of lines that are secured alike. */
    public Line withoutProxy() {
        return new Line(null, authorities, certificate);
    }

    /** Without what is nobody's to see. */
    @Override
    public String toString() {
        return "certificates " + authorities + " " + certificate;
    }
}
