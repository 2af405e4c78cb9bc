package dev.serai.login;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where an issuer has what a login takes.
 *
 * @param end where one logs out; null where there is no such place
 * @param basic whether the client's secret goes into a header, else into the form
 * @param namesItself whether it says who it is when it sends people back
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata">its document</a>
 */
record Discovery(URI authorization, URI token, URI keys, URI end, boolean basic, boolean namesItself) {

    /** Where the document is. */
    static String address(String issuer) {
        return issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration";
    }

    /**
     * Reads the document.
     *
     * @throws IOException if it is not of that issuer, or lacks an address
     */
    static Discovery of(JsonNode document, String issuer) throws IOException {
        if (!document.path("issuer").asText().equals(issuer)) {
            throw new IOException("the issuer's document is of another issuer than SERAI_JWT_ISSUER");
        }
        boolean basic = true;
        JsonNode methods = document.path("token_endpoint_auth_methods_supported");
        if (!methods.isEmpty()) {
            basic = has(methods, "client_secret_basic") || !has(methods, "client_secret_post");
        }
        URI end = document.path("end_session_endpoint").isTextual()
                ? address(document, "end_session_endpoint", issuer)
                : null;
        return new Discovery(
                address(document, "authorization_endpoint", issuer),
                address(document, "token_endpoint", issuer),
                address(document, "jwks_uri", issuer),
                end,
                basic,
                document.path("authorization_response_iss_parameter_supported").asBoolean());
    }

    private static boolean has(JsonNode words, String word) {
        for (JsonNode one : words) {
            if (one.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }

    /** What is asked over TLS leads to nothing that is not. */
    private static URI address(JsonNode document, String name, String issuer) throws IOException {
        try {
            URI uri = new URI(document.path(name).asText());
            boolean safe = "https".equals(uri.getScheme());
            if (uri.getHost() != null && (safe || ("http".equals(uri.getScheme()) && issuer.startsWith("http:")))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // the same mistake
        }
        throw new IOException("the issuer's document has no address as its " + name);
    }
}
