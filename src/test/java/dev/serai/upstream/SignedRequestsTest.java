package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.Script;
import dev.serai.wire.Sha256;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is signed is what is sent: checked from the bytes that came, as who receives them does. */
class SignedRequestsTest extends CloudGatewayTest {

    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/(\\d{8})/([a-z0-9-]+)/([a-z-]+)/aws4_request, SignedHeaders=([a-z0-9;-]+), "
                    + "Signature=([0-9a-f]{64})");

    private static final String ANSWER =
            "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"Hi\"}]}},"
                    + "\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":1,\"outputTokens\":1,\"totalTokens\":2}}";

    private HttpResponse<String> ask(String model, String said) throws Exception {
        UPSTREAM.answer(Script.json(200, ANSWER, "x-amzn-requestid: 1111-2222"));
        return post(
                CHAT,
                "{\"model\":\"bedrock/" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + said
                        + "\"}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amazon.nova-pro-v1:0",
                "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
                "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2",
                "a model+with~signs=&'()*@ü"
            })
    void signature_isOfTheBytesThatCame(String model) throws Exception {
        HttpResponse<String> response = ask(model, "Grüße 👋");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertSigned(UPSTREAM.last());
        assertThat(json(response).path("id").asText()).isEqualTo("1111-2222");
        assertThat(response.body()).doesNotContain(SECRET, "a-session-token");
    }

    @Test
    void largeRequest_isSignedWhole() throws Exception {
        ask("amazon.nova-pro-v1:0", "x".repeat(3 << 20));

        assertSigned(UPSTREAM.last());
    }

    @Test
    void refusedSignature_isNotTheCallersFault() throws Exception {
        UPSTREAM.answer(Script.json(
                403,
                "{\"message\":\"The request signature we calculated does not match: " + SECRET + "\"}",
                "x-amzn-errortype: InvalidSignatureException"));

        HttpResponse<String> response = post(CHAT, chat("bedrock/amazon.nova-pro-v1:0"));

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(error(response).path("code").asText()).isEqualTo("provider_authentication_failed");
        assertThat(response.body()).doesNotContain(SECRET);
    }

    /** The rules once more, from the other side. */
    private static void assertSigned(Received request) throws Exception {
        Map<String, String> headers = request.headers();
        Matcher said = AUTHORIZATION.matcher(headers.get("authorization"));
        assertThat(said.matches()).as(headers.get("authorization")).isTrue();
        assertThat(said.group(2)).isEqualTo(REGION);
        assertThat(said.group(3)).isEqualTo("bedrock");
        assertThat(said.group(4)).isEqualTo("content-type;host;x-amz-date;x-amz-security-token");
        assertThat(headers).containsEntry("x-amz-security-token", "a-session-token");
        StringBuilder canonical = new StringBuilder("POST\n" + request.path().replace("%", "%25") + "\n\n");
        for (String name : said.group(4).split(";", -1)) {
            canonical.append(name).append(':').append(headers.get(name)).append('\n');
        }
        canonical.append('\n').append(said.group(4)).append('\n');
        canonical.append(hex(Sha256.begin().digest(request.body())));
        String scope = said.group(1) + "/" + REGION + "/bedrock/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n" + headers.get("x-amz-date") + "\n" + scope + "\n"
                + hex(Sha256.of(canonical.toString()));
        byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        assertThat(said.group(5)).isEqualTo(hex(hmac(key, toSign)));
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
