package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import dev.serai.wire.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Key sets in which something is wrong: the other keys work, and nobody hears of {@code null}. */
@ExtendWith(OutputCaptureExtension.class)
class UsableKeysTest extends JwtKit {

    private static String json(JWK key) {
        return key.toPublicJWK().toJSONString();
    }

    private void publish(List<String> keys) {
        issuer.keys = "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    private void assertGoodKeysWork() {
        assertThat(callers.find(Issuer.signedByRsa(numbered(1))).id()).isEqualTo("prj_1/ada");
        assertThat(callers.find(Issuer.signedByEc(numbered(2))).id()).isEqualTo("prj_1/ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "7",
                "\"key\"",
                "[]",
                "{\"kty\":null}",
                "{\"kty\":\"RSA\"}",
                "{\"kty\":\"RSA\",\"kid\":\"odd\",\"n\":\"\",\"e\":\"\"}",
                "{\"kty\":\"RSA\",\"kid\":\"odd\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                "{\"kty\":\"RSA\",\"kid\":7,\"n\":[],\"e\":{}}",
                "{\"kty\":\"EC\",\"kid\":\"odd\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}",
                "{\"kty\":\"EC\",\"kid\":\"odd\",\"crv\":\"P-999\",\"x\":\"AQ\",\"y\":\"AQ\"}",
                "{\"kty\":\"EC\",\"kid\":\"odd\",\"crv\":null}",
                "{\"kty\":\"OKP\",\"kid\":\"odd\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kty\":\"oct\",\"kid\":\"odd\",\"k\":\"c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0\"}",
                "{\"kty\":\"RSA\",\"kid\":\"rsa\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"key_ops\":[\"verify\"],\"use\":\"enc\"}",
                "{\"kty\":\"\\ud800\",\"kid\":\"\\ud800\\n2026 forged\"}"
            })
    void oneKeyThatCannotBeUsed_isLeftOut(String odd, CapturedOutput output) {
        publish(List.of(odd, json(Issuer.RSA), odd, json(Issuer.EC)));

        assertGoodKeysWork();
        assertThat(output).contains("is left out: ").doesNotContain(": null").doesNotContain("\n2026 forged");
    }

    @Test
    void inconsistentKey_isNamedOnce(CapturedOutput output) {
        String inconsistent = json(Issuer.RSA)
                .replace("\"kid\":\"rsa\"", "\"kid\":\"bad\",\"use\":\"sig\",\"key_ops\":[\"encrypt\"]");
        publish(List.of(inconsistent, json(Issuer.RSA), json(Issuer.EC)));

        assertGoodKeysWork();
        callers.find(Issuer.signedByRsa(numbered(3)));
        assertThat(output.toString().split("key 'bad' is left out", -1)).hasSize(2);
    }

    @Test
    void symmetricKey_signsNothing() {
        String secret = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json(Issuer.RSA).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        publish(List.of(
                "{\"kty\":\"oct\",\"kid\":\"rsa\",\"alg\":\"HS256\",\"k\":\"" + secret + "\"}",
                json(Issuer.RSA),
                json(Issuer.EC)));

        assertRefused(401, "invalid_token", Issuer.signedByThePublicKey(valid()));
        assertGoodKeysWork();
    }

    @Test
    void keysOfOneId_areAllTried() {
        publish(List.of(json(Issuer.FOREIGN).replace("\"foreign\"", "\"rsa\""), json(Issuer.RSA), json(Issuer.EC)));

        assertGoodKeysWork();
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 16_384, 200_000})
    void modulusOfAnotherSize_isLeftOut(int bits) {
        byte[] modulus = new byte[bits / 8];
        new Random(1).nextBytes(modulus);
        modulus[0] |= (byte) 0x80;
        modulus[modulus.length - 1] |= 1;
        String n = Base64.getUrlEncoder().withoutPadding().encodeToString(modulus);
        publish(List.of(
                "{\"kty\":\"RSA\",\"kid\":\"rsa\",\"e\":\"AQAB\",\"n\":\"" + n + "\"}",
                json(Issuer.RSA),
                json(Issuer.EC)));

        assertGoodKeysWork();
    }

    @Test
    void tenThousandKeys_areNoTrouble() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            keys.add(json(Issuer.FOREIGN).replace("\"foreign\"", "\"foreign" + i + "\""));
        }
        keys.add(json(Issuer.RSA));
        keys.add(json(Issuer.EC));
        publish(keys);

        assertGoodKeysWork();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":null}",
                "<html>",
                "{\"keys\":[]}",
                "{\"keys\":[{},{}]}"
            })
    void noKeySet_isSaidToBeNone(String content, CapturedOutput output) {
        issuer.keys = content;

        assertRefused(503, "issuer_unavailable", Issuer.signedByRsa(valid()));
        assertThat(output).contains("Tokens cannot be checked: ").doesNotContain(": null");
    }

    @Test
    void nesting_isNoKeySet(CapturedOutput output) {
        issuer.keys = "{\"keys\":" + "[".repeat(100_000);

        assertRefused(503, "issuer_unavailable", Issuer.signedByRsa(valid()));
        assertThat(output).contains("is not JSON").doesNotContain(": null");
    }

    /** Members that are missing, doubled, of another type or another key's. */
    @Test
    void mutatedKeys_leaveTheOthers() throws Exception {
        Random random = new Random(20261127);
        String[] values = {
            "null",
            "7",
            "\"\"",
            "[]",
            "{}",
            "true",
            "\"AQAB\"",
            "\"EC\"",
            "\"RSA\"",
            "\"oct\"",
            "\"P-384\"",
            "\"HS256\"",
            "\"sig\"",
            "1e400"
        };
        String[] members = {
            "kty", "n", "e", "x", "y", "crv", "alg", "use", "key_ops", "x5c", "x5t", "x5u", "exp", "nbf", "iat", "d",
            "k", "kid"
        };
        ArrayNode set = Json.MAPPER.createArrayNode();
        for (int i = 0; i < 400; i++) {
            ObjectNode key = (ObjectNode) Json.MAPPER.readTree(json(random.nextBoolean() ? Issuer.FOREIGN : Issuer.EC));
            key.put("kid", "mutated" + i);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                String member = members[random.nextInt(members.length)];
                if (random.nextInt(3) == 0) {
                    key.remove(member);
                } else {
                    key.putRawValue(
                            member,
                            new com.fasterxml.jackson.databind.util.RawValue(values[random.nextInt(values.length)]));
                }
            }
            set.add(key);
        }
        List<String> keys = new ArrayList<>();
        set.forEach(key -> keys.add(key.toString()));
        keys.add(json(Issuer.RSA));
        keys.add(json(Issuer.EC));
        publish(keys);

        assertGoodKeysWork();
    }
}
