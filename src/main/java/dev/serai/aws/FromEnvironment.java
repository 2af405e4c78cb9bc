package dev.serai.aws;

import dev.serai.credentials.NoCredentials;
import dev.serai.credentials.Renewed;
import java.util.Optional;

/** {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and {@code AWS_SESSION_TOKEN}. */
record FromEnvironment(AwsSettings settings) implements AwsSource {

    private static final String ID = "AWS_ACCESS_KEY_ID";
    private static final String SECRET = "AWS_SECRET_ACCESS_KEY";

    @Override
    public Optional<Renewed.Lease<AwsCredentials>> fetch() throws NoCredentials {
        if (settings.has(ID) != settings.has(SECRET)) {
            throw NoCredentials.unset(
                    (settings.has(ID) ? ID : SECRET) + " is set without " + (settings.has(ID) ? SECRET : ID));
        }
        if (!settings.has(ID)) {
            return Optional.empty();
        }
        String token = settings.get("AWS_SESSION_TOKEN", null);
        return Optional.of(new Renewed.Lease<>(
                new AwsCredentials(settings.get(ID), settings.get(SECRET), token),
                settings.clock().instant().plus(LOOKED_UP_AGAIN)));
    }
}
