package dev.serai.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.serai.wire.Json;
import dev.serai.wire.Reason;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An issuer's key set without the keys that no token can be checked by: one that is inconsistent must not be the end of all
 * others. A key is public, or it is no key of an issuer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, section 5</a>
 */
final class UsableKeys implements ResourceRetriever {

    private static final Logger LOG = LoggerFactory.getLogger(UsableKeys.class);

    /** <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.3">RFC 7518, section 3.3</a>. */
    private static final int SHORTEST_RSA = 2048;

    /** One that is longer takes longer to check by than anybody waits. */
    private static final int LONGEST_RSA = 8192;

    private static final int LONGEST_EXPONENT = 64;
    private static final int MOST_TOLD = 1000;
    private static final int LONGEST_SHOWN = 100;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");
    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384);

    private final ResourceRetriever issuer;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    UsableKeys(ResourceRetriever issuer) {
        this.issuer = issuer;
    }

    @Override
    public Resource retrieveResource(URL address) throws IOException {
        Resource answer = issuer.retrieveResource(address);
        List<?> given = keys(answer.getContent());
        List<Object> usable = new ArrayList<>();
        for (Object key : given) {
            try {
                Map<String, Object> published = checked(key).toPublicJWK().toJSONObject();
                JSONObjectUtils.toJSONString(published); // what cannot be written is no key, either
                usable.add(published);
            } catch (Exception | StackOverflowError e) { // whatever is wrong with it
                tell(key, e);
            }
        }
        if (usable.isEmpty()) { // believed, it would end all of the issuer's tokens at once
            throw new IOException(
                    given.isEmpty()
                            ? "the issuer's key set is empty"
                            : "none of the issuer's " + given.size() + " keys can be used");
        }
        return new Resource(JSONObjectUtils.toJSONString(Map.of("keys", usable)), answer.getContentType());
    }

    private static List<?> keys(String content) throws IOException {
        try {
            if (Json.MAPPER.readValue(content, Object.class) instanceof Map<?, ?> set
                    && set.get("keys") instanceof List<?> keys) {
                return keys;
            }
        } catch (JsonProcessingException e) {
            throw new IOException("the issuer's key set is not JSON: " + e.getOriginalMessage());
        }
        throw new IOException("the issuer's key set has no list of keys");
    }

    private static JWK checked(Object written) throws Exception {
        if (!(written instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("it is no object");
        }
        Map<String, Object> named = new LinkedHashMap<>();
        members.forEach((name, value) -> named.put(String.valueOf(name), value));
        JWK key = JWK.parse(named);
        if (KeyUse.ENCRYPTION.equals(key.getKeyUse())) {
            throw new IllegalArgumentException("it is for encryption");
        }
        if (key instanceof RSAKey rsa) {
            require(rsa);
        } else if (key instanceof ECKey ec && CURVES.contains(ec.getCurve())) {
            ec.toECPublicKey();
        } else {
            throw new IllegalArgumentException("tokens are signed by RSA, or on the curves P-256 and P-384");
        }
        return key;
    }

    private static void require(RSAKey key) throws Exception {
        int bits = key.getModulus().decodeToBigInteger().bitLength();
        if (bits < SHORTEST_RSA || bits > LONGEST_RSA) {
            throw new IllegalArgumentException("it has " + bits + " bits, not " + SHORTEST_RSA + " to " + LONGEST_RSA);
        }
        var exponent = key.getPublicExponent().decodeToBigInteger();
        if (exponent.bitLength() > LONGEST_EXPONENT || exponent.bitLength() < 2 || !exponent.testBit(0)) {
            throw new IllegalArgumentException("its exponent is none");
        }
        key.toRSAPublicKey();
    }

    /** Once for each key: it is fetched again and again. */
    private void tell(Object key, Throwable why) {
        String id = key instanceof Map<?, ?> members ? String.valueOf(members.get("kid")) : "";
        String shown = UNPRINTABLE
                .matcher(id.substring(0, Math.min(LONGEST_SHOWN, id.length())))
                .replaceAll("?");
        String reason = UNPRINTABLE.matcher(Reason.of(why)).replaceAll("?");
        if (told.size() < MOST_TOLD && told.add(shown + " " + reason)) {
            LOG.warn("The issuer's key '{}' is left out: {}", shown, reason);
        }
    }
}
