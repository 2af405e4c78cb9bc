package dev.serai.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.credentials.Outgoing;
import dev.serai.wire.Sha256;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AWS's own suite of signatures, and some that botocore has made for the requests that are sent here. */
class SigV4Test {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final AwsCredentials KEYS = new AwsCredentials("AKIDEXAMPLE", SECRET, null);
    private static final Instant OF_SUITE = Instant.parse("2015-08-30T12:36:00Z");
    private static final String MODEL = "https://bedrock-runtime.us-east-1.amazonaws.com/model/"
            + "us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse";
    private static final String CHAT = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]}";

    private static String signature(Map<String, String> headers) {
        return headers.get("Authorization").replaceFirst(".*Signature=", "");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "get-vanilla, GET, https://example.amazonaws.com/,,, 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "without a path, GET, https://example.amazonaws.com,,, 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "post-vanilla, POST, https://example.amazonaws.com/,,, 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        "get-vanilla-query-order-key-case, GET, https://example.amazonaws.com/?Param2=value2&Param1=value1,,, b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        "get-vanilla-empty-query-key, GET, https://example.amazonaws.com/?Param1=value1,,, a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
        "post-x-www-form-urlencoded, POST, https://example.amazonaws.com/, application/x-www-form-urlencoded, Param1=value1, ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
    })
    void suite_isReached(String name, String method, URI uri, String type, String body, String expected) {
        String sent = body == null ? "" : body;
        Outgoing request = new Outgoing(method, uri, type, () -> Sha256.of(sent), "us-east-1", "service");

        assertThat(signature(SigV4.headers(request, KEYS, OF_SUITE))).isEqualTo(expected);
    }

    private static Map<String, String> chat(AwsCredentials credentials) {
        Outgoing request = new Outgoing(
                "POST", URI.create(MODEL), "application/json", () -> Sha256.of(CHAT), "us-east-1", "bedrock");
        return SigV4.headers(request, credentials, Instant.parse("2026-11-21T00:00:00Z"));
    }

    @Test
    void encodedPath_isEncodedOnceMore() {
        Map<String, String> headers = chat(KEYS);

        assertThat(signature(headers)).isEqualTo("8749b317dabb83bc3fc79a31c5c479a5f6838cff1f290a23f4bf5606c0000881");
        assertThat(headers)
                .containsOnlyKeys("X-Amz-Date", "Authorization")
                .containsEntry("X-Amz-Date", "20261121T000000Z");
        assertThat(headers.get("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/us-east-1/bedrock/aws4_request, "
                        + "SignedHeaders=content-type;host;x-amz-date, Signature=");
    }

    @Test
    void sessionToken_isSentAndSigned() {
        Map<String, String> headers = chat(new AwsCredentials("AKIDEXAMPLE", SECRET, "SESSIONTOKEN"));

        assertThat(signature(headers)).isEqualTo("739d96e8cb49e2b85c1e9b70931dda098481c3c112845f12d3329654a043e262");
        assertThat(headers).containsEntry("X-Amz-Security-Token", "SESSIONTOKEN");
    }

    @Test
    void secret_isNowhereInWhatIsSent_norInText() {
        assertThat(chat(KEYS).toString()).doesNotContain(SECRET);
        assertThat(KEYS).hasToString("AKIDEXAMPLE");
    }
}
