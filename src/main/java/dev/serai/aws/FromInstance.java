package dev.serai.aws;

import dev.serai.credentials.Fetch;
import dev.serai.credentials.NoCredentials;
import dev.serai.credentials.Renewed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The role of an EC2 instance, by its metadata service, version 2. Where nobody answers there is no such machine.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html">how it is asked</a>
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html">for what</a>
 */
final class FromInstance implements AwsSource {

    private static final String ROLES = "/latest/meta-data/iam/security-credentials/";
    private static final String WHOSE = "the instance's credentials";

    private final AwsSettings settings;
    private final Fetch fetch = new Fetch(Duration.ofSeconds(1), Duration.ofSeconds(3), true);

    FromInstance(AwsSettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<Renewed.Lease<AwsCredentials>> fetch() throws NoCredentials {
        if (settings.get("AWS_EC2_METADATA_DISABLED").equalsIgnoreCase("true")) {
            return Optional.empty();
        }
        String token;
        try {
            token = token();
        } catch (IOException e) {
            return Optional.empty();
        }
        try {
            HttpResponse<byte[]> role = fetch.send(get(ROLES, token));
            if (role.statusCode() == 404) {
                return Optional.empty(); // it has none
            }
            String name = new String(role.body(), StandardCharsets.UTF_8).strip();
            if (role.statusCode() != 200 || !name.matches("[\\w+=,.@-]{1,128}")) {
                throw NoCredentials.failed("the instance's role cannot be read (HTTP " + role.statusCode() + ")", null);
            }
            return Optional.of(FromContainer.lease(fetch.send(get(ROLES + name, token)), WHOSE));
        } catch (IOException e) {
            throw NoCredentials.failed("who has " + WHOSE + " cannot be asked", e);
        }
    }

    private String token() throws IOException, NoCredentials {
        HttpRequest request = HttpRequest.newBuilder(address("/latest/api/token"))
                .PUT(BodyPublishers.noBody())
                .header("X-aws-ec2-metadata-token-ttl-seconds", "300")
                .build();
        HttpResponse<byte[]> answer = fetch.send(request);
        String token = new String(answer.body(), StandardCharsets.UTF_8).strip();
        if (answer.statusCode() != 200 || !token.matches("[!-~]{1,1024}")) {
            throw NoCredentials.failed(
                    "the instance's metadata service gives no token (HTTP " + answer.statusCode() + ")", null);
        }
        return token;
    }

    private HttpRequest get(String path, String token) {
        return HttpRequest.newBuilder(address(path))
                .header("X-aws-ec2-metadata-token", token)
                .build();
    }

    private URI address(String path) {
        return URI.create(settings.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254")
                        .replaceFirst("/$", "")
                + path);
    }
}
