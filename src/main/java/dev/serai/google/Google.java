package dev.serai.google;

import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import dev.serai.credentials.Authorization;
import dev.serai.credentials.NoCredentials;
import dev.serai.credentials.Outgoing;
import dev.serai.credentials.Renewed;
import dev.serai.files.SmallFile;
import dev.serai.time.Watchdog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * Says who asks by an access token of Google's application default credentials: the file that
 * {@code GOOGLE_APPLICATION_CREDENTIALS} names, be it of a service account, of workload identity or of somebody who has
 * logged in; else what the machine is.
 *
 * @see <a href="https://cloud.google.com/docs/authentication/application-default-credentials">where they are looked for</a>
 */
public final class Google implements Authorization {

    private static final String FILE = "GOOGLE_APPLICATION_CREDENTIALS";
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    private static final String LOGGED_IN = "application_default_credentials.json";
    private static final int MOST_FILE_BYTES = 1 << 20;

    /** Of a token that does not say when it expires. */
    private static final Duration SHORT = Duration.ofMinutes(10);

    /**
     * What is said.
     *
     * @param project that the quota is of, where it is not that of the credentials; null for none
     */
    private record Token(String text, String project) {}

    private final UnaryOperator<String> environment;
    private final InstantSource clock;
    private final HttpTransportFactory transports;
    private final HttpTransportFactory machines;
    private final Renewed<Token> token;
    private volatile boolean given;

    /**
     * Looks for nothing yet.
     *
     * @param environment the value of a variable; null if it has none
     * @param line to the provider, on which tokens are had
     * @param direct for what serves this machine alone
     * @param watchdog breaks off what takes longer than it may
     */
    public static Google of(
            UnaryOperator<String> environment,
            InstantSource clock,
            Supplier<HttpClient> line,
            Supplier<HttpClient> direct,
            Watchdog watchdog) {
        HttpTransportFactory transports = () -> new LineTransport(line.get(), direct.get(), watchdog);
        return new Google(environment, clock, transports, OneHost::transport);
    }

    /**
     * Looks for nothing yet.
     *
     * @param transports for what a file names
     * @param machines for the metadata server
     */
    Google(
            UnaryOperator<String> environment,
            InstantSource clock,
            HttpTransportFactory transports,
            HttpTransportFactory machines) {
        this.environment = environment;
        this.clock = clock;
        this.transports = transports;
        this.machines = machines;
        this.token = new Renewed<>("The access token of Google", this::fetch, clock, it -> List.of(it.text()));
    }

    @Override
    public Map<String, String> headers(Outgoing request) throws NoCredentials {
        return headers(token.get());
    }

    @Override
    public Map<String, String> otherHeaders(Outgoing request, String refused) {
        Token other = token.otherThan(it -> refused.equals(BEARER + it.text()));
        return other == null ? null : headers(other);
    }

    private static Map<String, String> headers(Token now) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HEADER, BEARER + now.text());
        if (now.project() != null) {
            headers.put("x-goog-user-project", now.project());
        }
        return headers;
    }

    /** From the beginning each time: the file may be another one. */
    private Renewed.Lease<Token> fetch() throws NoCredentials {
        Path file = file();
        GoogleCredentials credentials = (file == null ? machine() : read(file)).createScoped(SCOPE);
        try {
            AccessToken fetched = credentials.refreshAccessToken();
            String text = String.valueOf(fetched.getTokenValue());
            if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) { // it goes into a header
                throw NoCredentials.failed("Google answered something that is no access token", null);
            }
            Date expires = fetched.getExpirationTime();
            Instant until = expires == null ? clock.instant().plus(SHORT) : expires.toInstant();
            given = true;
            return new Renewed.Lease<>(new Token(text, credentials.getQuotaProjectId()), until);
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            if (file != null || given) {
                throw NoCredentials.failed("Google gives no access token for the credentials that there are", e);
            }
            throw NoCredentials.unset("there are no Google credentials: neither does " + FILE
                    + " name a file of them, nor does the machine have any");
        }
    }

    /** Null where there is none. */
    private Path file() {
        String named = environment.apply(FILE);
        if (named != null && !named.isBlank()) {
            return Path.of(named.strip());
        }
        String folder = environment.apply("CLOUDSDK_CONFIG");
        Path loggedIn = folder == null || folder.isBlank()
                ? Path.of(System.getProperty("user.home", ""), ".config/gcloud", LOGGED_IN)
                : Path.of(folder.strip(), LOGGED_IN);
        return Files.isRegularFile(loggedIn) ? loggedIn : null;
    }

    private GoogleCredentials read(Path file) throws NoCredentials {
        try {
            byte[] text = SmallFile.text(file, MOST_FILE_BYTES).getBytes(StandardCharsets.UTF_8);
            return GoogleCredentials.fromStream(new ByteArrayInputStream(text), transports);
        } catch (IOException | RuntimeException e) {
            throw NoCredentials.failed("the file of Google's credentials cannot be read as such", e);
        }
    }

    /** Asked each time: the library's own look-up remembers for good that there was nobody. */
    private GoogleCredentials machine() {
        return ComputeEngineCredentials.newBuilder()
                .setHttpTransportFactory(machines)
                .build();
    }
}
