package dev.serai.aws;

import dev.serai.credentials.Authorization;
import dev.serai.credentials.NoCredentials;
import dev.serai.credentials.Outgoing;
import dev.serai.credentials.Renewed;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Signs requests with the credentials of the place where the gateway runs, looked for where AWS's own SDKs do, in their
 * order.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html">the order</a>
 */
public final class Aws implements Authorization {

    private final InstantSource clock;
    private final List<AwsSource> sources;
    private final Renewed<AwsCredentials> credentials;

    /**
     * Looks for nothing yet.
     *
     * @param environment the value of a variable; null if it has none
     */
    public Aws(UnaryOperator<String> environment, InstantSource clock) {
        AwsSettings settings = new AwsSettings(environment, clock);
        Sts sts = new Sts(settings);
        this.clock = clock;
        this.sources = List.of(
                new FromEnvironment(settings),
                new FromWebIdentity(settings, sts),
                new FromProfile(settings, sts),
                new FromContainer(settings),
                new FromInstance(settings));
        this.credentials = new Renewed<>("The credentials of AWS", this::first, clock, AwsCredentials::secrets);
    }

    private Renewed.Lease<AwsCredentials> first() throws NoCredentials {
        for (AwsSource source : sources) {
            Optional<Renewed.Lease<AwsCredentials>> lease = source.fetch();
            if (lease.isPresent()) {
                return lease.get();
            }
        }
        throw NoCredentials.unset(
                "there are no AWS credentials: neither in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
                        + " nor by AWS_WEB_IDENTITY_TOKEN_FILE, in the profile, of a container or of an instance");
    }

    @Override
    public Map<String, String> headers(Outgoing request) throws NoCredentials {
        return SigV4.headers(request, credentials.get(), clock.instant());
    }

    @Override
    public void refused() {
        credentials.refused();
    }
}
