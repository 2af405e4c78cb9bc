package dev.serai.aws;

import dev.serai.credentials.NoCredentials;
import dev.serai.credentials.Outgoing;
import dev.serai.support.MovedClock;
import dev.serai.wire.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A place where no credentials are, until a test puts some there. */
abstract class AwsKit {

    @TempDir
    Path folder;

    final FakeAws fake = new FakeAws();
    final MovedClock clock = MovedClock.standing();
    final Map<String, String> environment = new HashMap<>();
    private final Aws aws = new Aws(environment::get, clock);

    @BeforeEach
    void nothingIsSet() {
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_ENDPOINT_URL_STS", fake.url());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", fake.url());
        environment.put("AWS_CONFIG_FILE", folder.resolve("config").toString());
        environment.put(
                "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("credentials").toString());
    }

    @AfterEach
    void close() {
        fake.close();
    }

    Map<String, String> headers() throws NoCredentials {
        URI uri = URI.create("https://example.amazonaws.com/");
        return aws.headers(new Outgoing("POST", uri, null, () -> Sha256.of(""), "eu-central-1", "bedrock"));
    }

    String signer() throws NoCredentials {
        return headers().get("Authorization").replaceFirst(".*Credential=", "").replaceFirst("/.*", "");
    }

    String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    void webIdentity() throws IOException {
        environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", file("token", "a.web.token\n"));
        environment.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/serai");
    }
}
