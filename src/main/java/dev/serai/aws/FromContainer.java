package dev.serai.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.credentials.Fetch;
import dev.serai.credentials.NoCredentials;
import dev.serai.credentials.Renewed;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The role of a container: of an ECS task, or of a pod on EKS.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html">how it is asked for</a>
 */
final class FromContainer implements AwsSource {

    private static final String RELATIVE = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
    private static final String FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private static final String TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

    /** Who may be asked without TLS: this machine, ECS and EKS. */
    private static final Set<String> NEAR =
            Set.of("169.254.170.2", "169.254.170.23", "[fd00:ec2::23]", "127.0.0.1", "[::1]", "localhost");

    private final AwsSettings settings;
    private final Fetch fetch = new Fetch(Duration.ofSeconds(2), Duration.ofSeconds(5), true);

    FromContainer(AwsSettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<Renewed.Lease<AwsCredentials>> fetch() throws NoCredentials {
        if (!settings.has(RELATIVE) && !settings.has(FULL)) {
            return Optional.empty();
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(address()).header("Accept", "application/json");
        String token = settings.has(TOKEN + "_FILE")
                ? AwsSettings.text(Path.of(settings.get(TOKEN + "_FILE")), "the file that " + TOKEN + "_FILE names")
                : settings.get(TOKEN);
        if (!token.isEmpty()) {
            if (token.chars().anyMatch(c -> c < ' ')) {
                throw NoCredentials.failed(TOKEN + " is more than one line", null);
            }
            request.header("Authorization", token);
        }
        try {
            HttpResponse<byte[]> answer = fetch.send(request.build());
            return Optional.of(lease(answer, "the container's credentials"));
        } catch (IOException e) {
            throw NoCredentials.failed("who has the container's credentials cannot be asked", e);
        }
    }

    private URI address() throws NoCredentials {
        if (settings.has(RELATIVE)) {
            return URI.create("http://169.254.170.2" + settings.get(RELATIVE));
        }
        URI full = URI.create(settings.get(FULL));
        if (!"https".equals(full.getScheme()) && !NEAR.contains(String.valueOf(full.getHost()))) {
            throw NoCredentials.unset(FULL + " is neither https nor an address of this machine's");
        }
        return full;
    }

    /** What containers and machines are answered with. */
    static Renewed.Lease<AwsCredentials> lease(HttpResponse<byte[]> answer, String whose) throws NoCredentials {
        if (answer.statusCode() != 200) {
            throw NoCredentials.failed(whose + " were refused (HTTP " + answer.statusCode() + ")", null);
        }
        try {
            JsonNode said = Json.parse(answer.body());
            String id = said.path("AccessKeyId").asText("");
            String secret = said.path("SecretAccessKey").asText("");
            String token = said.path("Token").asText("");
            if (id.isEmpty() || secret.isEmpty() || token.isEmpty()) {
                throw NoCredentials.failed(whose + " are incomplete", null);
            }
            return new Renewed.Lease<>(
                    new AwsCredentials(id, secret, token),
                    Instant.parse(said.path("Expiration").asText("")));
        } catch (JsonProcessingException | DateTimeException e) {
            throw NoCredentials.failed(whose + " cannot be read", e);
        }
    }
}
