package dev.serai.aws;

import dev.serai.credentials.Fetch;
import dev.serai.credentials.NoCredentials;
import dev.serai.credentials.Outgoing;
import dev.serai.credentials.Renewed;
import dev.serai.wire.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The Security Token Service: who is known by a token, or by other credentials, takes a role.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html">by a token</a>
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">by other credentials</a>
 */
final class Sts {

    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final String SESSION = "serai";

    private final AwsSettings settings;
    private final Fetch fetch = new Fetch(Duration.ofSeconds(3), Duration.ofSeconds(10), false);

    Sts(AwsSettings settings) {
        this.settings = settings;
    }

    /** The credentials of a role, for who has a token of an identity provider that the role trusts. */
    Renewed.Lease<AwsCredentials> withWebIdentity(String role, String session, String token) throws NoCredentials {
        Map<String, String> form = form("AssumeRoleWithWebIdentity", role, session);
        form.put("WebIdentityToken", token);
        return ask(form, null);
    }

    /** The credentials of a role, for who has others. */
    Renewed.Lease<AwsCredentials> withCredentials(String role, String session, String externalId, AwsCredentials others)
            throws NoCredentials {
        Map<String, String> form = form("AssumeRole", role, session);
        if (!externalId.isEmpty()) {
            form.put("ExternalId", externalId);
        }
        return ask(form, others);
    }

    private static Map<String, String> form(String action, String role, String session) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("Action", action);
        form.put("Version", "2011-06-15");
        form.put("RoleArn", role);
        form.put("RoleSessionName", session.isEmpty() ? SESSION : session);
        return form;
    }

    private Renewed.Lease<AwsCredentials> ask(Map<String, String> form, AwsCredentials signer) throws NoCredentials {
        String body = form.entrySet().stream()
                .map(member -> member.getKey() + "=" + URLEncoder.encode(member.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        URI uri = address();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).header("Content-Type", FORM);
        if (signer != null) {
            Outgoing outgoing = new Outgoing("POST", uri, FORM, () -> Sha256.of(body), region(), "sts");
            SigV4.headers(outgoing, signer, settings.clock().instant()).forEach(request::header);
        }
        try {
            HttpResponse<byte[]> answer = fetch.send(request.build());
            StsAnswer said = StsAnswer.of(answer.body());
            if (answer.statusCode() != 200) {
                throw NoCredentials.failed(
                        "STS refused the role (HTTP " + answer.statusCode() + ", " + said.code() + ")", null);
            }
            return new Renewed.Lease<>(said.credentials(), Instant.parse(said.expiration()));
        } catch (IOException e) {
            throw NoCredentials.failed("STS cannot be asked", e);
        } catch (DateTimeException e) {
            throw NoCredentials.failed("STS answered something that is no credentials", e);
        }
    }

    /** The region's own: the global one is in one region alone. */
    private URI address() {
        String region = settings.get("AWS_REGION", settings.get("AWS_DEFAULT_REGION"));
        String host = region.isEmpty()
                ? "sts.amazonaws.com"
                : "sts." + region + ".amazonaws.com" + (region.startsWith("cn-") ? ".cn" : "");
        return URI.create(settings.get("AWS_ENDPOINT_URL_STS", "https://" + host) + "/");
    }

    private String region() {
        return settings.get("AWS_REGION", settings.get("AWS_DEFAULT_REGION", "us-east-1"));
    }
}
