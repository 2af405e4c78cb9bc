package dev.serai.provider;

import dev.serai.log.Secrets;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How tokens are had that stand for a provider's key: OAuth 2 client credentials,
 * https://datatracker.ietf.org/doc/html/rfc6749#section-4.4.
 *
 * @param url the token endpoint
 * @param scope empty for none
 * @param more further parameters of the request
 * @param basic whether id and secret go in a header instead of the body
 */
public record Grant(URI url, String id, String secret, String scope, Map<String, String> more, boolean basic) {

    /** Parameters that have to have a value beside the address. */
    static final List<String> NEEDED = List.of("clientId", "clientSecret");

    /** What a file says of it; none where an address, an id or a secret is not set. */
    static Optional<Grant> of(ProviderParameters parameters) {
        boolean basic = parameters
                .words("clientAuthentication", ProviderWords.CLIENT_AUTHENTICATION)
                .contains("basic");
        Map<String, String> more = parameters.pairs("tokenParameters");
        String secret = parameters.text("clientSecret");
        Secrets.known().add(secret);
        if (!isAsked(parameters) || parameters.text("clientId").isBlank() || secret.isBlank()) {
            return Optional.empty();
        }
        URI url = parameters.httpAddress("tokenUrl");
        return Optional.of(
                new Grant(url, parameters.text("clientId"), secret, parameters.text("tokenScope"), more, basic));
    }

    /** Whether somebody has said where tokens come from. */
    static boolean isAsked(ProviderParameters parameters) {
        return !parameters.text("tokenUrl").isBlank();
    }

    /** Without the secret, which is nobody's to see. */
    @Override
    public String toString() {
        return id + " at " + url;
    }
}
