package dev.serai.aws;

import dev.serai.credentials.NoCredentials;
import dev.serai.credentials.Renewed;
import java.nio.file.Path;
import java.util.Optional;

/** A token that Kubernetes, or somebody else whom the role trusts, keeps fresh in a file: {@code AWS_ROLE_ARN}. */
record FromWebIdentity(AwsSettings settings, Sts sts) implements AwsSource {

    @Override
    public Optional<Renewed.Lease<AwsCredentials>> fetch() throws NoCredentials {
        String file = settings.get("AWS_WEB_IDENTITY_TOKEN_FILE");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        if (!settings.has("AWS_ROLE_ARN")) {
            throw NoCredentials.unset("AWS_WEB_IDENTITY_TOKEN_FILE is set without AWS_ROLE_ARN");
        }
        String token = AwsSettings.text(Path.of(file), "the file that AWS_WEB_IDENTITY_TOKEN_FILE names");
        return Optional.of(
                sts.withWebIdentity(settings.get("AWS_ROLE_ARN"), settings.get("AWS_ROLE_SESSION_NAME"), token));
    }
}
