package dev.serai.aws;

import dev.serai.credentials.NoCredentials;
import dev.serai.credentials.Renewed;
import java.time.Duration;
import java.util.Optional;

/** A place where credentials may be. */
interface AwsSource {

    /** Those that say nothing of when they expire are looked up again after this. */
    Duration LOOKED_UP_AGAIN = Duration.ofMinutes(10);

    /**
     * Those that are there.
     *
     * @return empty if this place is not in use
     * @throws NoCredentials if it is, and has none
     */
    Optional<Renewed.Lease<AwsCredentials>> fetch() throws NoCredentials;
}
