package dev.serai;

import dev.serai.breakers.Breakers;
import dev.serai.http.CorsSettings;
import dev.serai.http.SecurityHeaders;
import dev.serai.metrics.MetricsSettings;
import dev.serai.provider.KeyChanges;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Everything under {@code serai:} in {@code application.yaml}, which explains each key and has its default.
 *
 * @param routes folder of the route files
 * @param transforms folder of the transforms
 * @param watchInterval how often both are looked at; zero for never
 * @param startLimit how long changed routes may take to start
 * @param drainLimit how long streams may finish on routes that were changed
 * @param providerKeys how keys of providers are replaced while they are in use
 * @param components the Camel components that route files may use beside those that the shipped files need
 * @param javaFiles whether Java files among the route files are compiled and serve
 * @param stepTimes whether the times of routes and steps are taken
 * @param hawtio whether {@code /manage/hawtio} is served
 * @param data folder of everything that is kept: database, journal, snapshot, first tokens
 * @param db the database
 * @param masterKeys what projects' provider keys are encrypted under, the current one first
 * @param adminKey a key that may do everything in {@code /manage}, besides tokens with roles
 * @param adminPort a port of its own for {@code /manage}; 0 for the gateway's
 * @param anonymous {@code none}, or {@code loopback}: callers that are programs of this machine need no key
 * @param trustedProxies addresses and ranges of proxies that say for whom they forward
 * @param keys keys of callers without a project
 * @param keyHeader a further header that may carry a key
 * @param jwt the issuer whose bearer tokens are trusted
 * @param prices file of the price list
 * @param usage what becomes of records of usage
 * @param log what the log takes
 * @param events what event routes are told of
 * @param tracesContent whether spans have prompts and answers of projects that let them be kept
 * @param metrics what is measured of requests
 * @param limits where limits are counted
 * @param budgets what budgets do about what they cannot count
 * @param maxBody largest request body, unpacked
 * @param maxAnswer largest answer of a provider
 * @param memoryBudget bytes of all bodies under way; 0 for a share of the heap
 * @param growthWindow for how long something has to grow before it is believed to leak; zero: nobody looks
 * @param clients how slow callers may be
 * @param maxConnections most connections to providers
 * @param maxInFlight most requests in work at a time; 0 for as many as the heap is made for
 * @param queue those that wait for that
 * @param keepAliveInterval silence of a stream after which a comment is sent
 * @param firstEventPatience how long a stream's first event may decide over failover
 * @param longestRetryAfter a provider that wants a longer pause is not asked again
 * @param hedgeShare of the requests that may be sent to a second target while the first is slow
 * @param modelRefreshInterval how often providers are asked for their models
 * @param upstreamAuthErrors {@code hide} or {@code pass}
 * @param failover when a silent target is given up while another one is left
 * @param breaker when a provider is left alone
 * @param cors who may call from a browser
 * @param headers what answers tell browsers to keep to
 */
@ConfigurationProperties("serai")
public record SeraiProperties(
        Path routes,
        Path transforms,
        Duration watchInterval,
        Duration startLimit,
        Duration drainLimit,
        KeyChanges providerKeys,
        List<String> components,
        boolean javaFiles,
        boolean stepTimes,
        boolean hawtio,
        Path data,
        Db db,
        List<String> masterKeys,
        String adminKey,
        int adminPort,
        String anonymous,
        List<String> trustedProxies,
        List<String> keys,
        String keyHeader,
        Jwt jwt,
        Path prices,
        Usage usage,
        Log log,
        Events events,
        boolean tracesContent,
        MetricsSettings metrics,
        LimitsShared limits,
        Budgets budgets,
        DataSize maxBody,
        DataSize maxAnswer,
        DataSize memoryBudget,
        Duration growthWindow,
        Clients clients,
        int maxConnections,
        int maxInFlight,
        Queue queue,
        Duration keepAliveInterval,
        Duration firstEventPatience,
        Duration longestRetryAfter,
        double hedgeShare,
        Duration modelRefreshInterval,
        String upstreamAuthErrors,
        Failover failover,
        Breakers.Limits breaker,
        CorsSettings cors,
        SecurityHeaders headers) {

    private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    /**
     * The database.
     *
     * @param url of PostgreSQL; empty for H2 in the data folder
     * @param user where the URL does not say
     * @param password where the URL does not say
     */
    public record Db(String url, String user, String password) {}

    /**
     * The issuer whose bearer tokens are trusted.
     *
     * @param issuer the claim {@code iss}; empty for none
     * @param jwksUri address of its keys
     * @param audience what the claim {@code aud} has to contain
     * @param clockSkew how far its clock may be from ours
     * @param projectClaim the claim that names the project
     */
    public record Jwt(String issuer, String jwksUri, String audience, Duration clockSkew, String projectClaim) {}

    /**
     * What becomes of records of usage.
     *
     * @param durable whether a record is on disk before the answer's last byte is sent
     * @param interval how often records go to the database
     * @param keepRecords how long single records are kept
     * @param keepHours how long sums by the hour are kept
     */
    public record Usage(boolean durable, Duration interval, Duration keepRecords, Duration keepHours) {}

    /**
     * What the log takes.
     *
     * @param queue records that may wait for who takes the log; 0: who logs waits
     * @param requestsASecond that have a line of their own, of those that were answered and that failed; 0: none
     */
    public record Log(int queue, int requestsASecond) {}

    /**
     * What event routes are told of.
     *
     * @param queue of events that wait in memory for one route
     * @param keep of the usage journal, for routes that are behind
     * @param content of what was said in one request
     */
    public record Events(DataSize queue, DataSize keep, DataSize content) {}

    /**
     * Where limits are counted.
     *
     * @param redisUrl empty: in this process
     * @param whenRedisFails {@code open}: each replica counts for itself; {@code closed}: requests with limits are refused
     */
    public record LimitsShared(String redisUrl, String whenRedisFails) {}

    /** What budgets do about what they cannot count: models without a price. */
    public record Budgets(Choice unpriced) {

        /** What becomes of a request. */
        public enum Choice {
            ALLOW,
            REFUSE
        }
    }

    /**
     * How slow callers may be.
     *
     * @param headTimeout for a request's head to be there
     * @param bodyTimeout for a pause of a request's body
     * @param writeTimeout for an answer of which nothing is taken
     * @param leastRate bytes a second on average, of bodies and answers that take longer than that
     */
    public record Clients(Duration headTimeout, Duration bodyTimeout, Duration writeTimeout, DataSize leastRate) {}

    /**
     * When a silent target is given up while another one is left; zero for never.
     *
     * @param silentStream until the first content token, and between two where another target can go on
     * @param silentWhole until a whole answer begins, and in its midst
     */
    public record Failover(Duration silentStream, Duration silentWhole) {}

    /**
     * Requests that wait until they may be worked on.
     *
     * @param length how many; 0 for a quarter of those in work
     * @param patience how long one waits at most
     */
    public record Queue(int length, Duration patience) {}

    /** Largest request body, which has to be one array. */
    public int maxBodyBytes() {
        return (int) Math.min(LARGEST_ARRAY, maxBody.toBytes());
    }

    /** Largest answer of a provider, which has to be one array. */
    public int maxAnswerBytes() {
        return (int) Math.min(LARGEST_ARRAY, maxAnswer.toBytes());
    }

    /** Whether programs of this machine need no key. */
    public boolean anonymousLoopback() {
        return anonymous.equals("loopback");
    }
}
