package dev.serai.google;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import dev.serai.credentials.Authorization;
import dev.serai.credentials.NoCredentials;
import dev.serai.credentials.Outgoing;
import dev.serai.credentials.Renewed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

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
    private final Renewed<Token> token;
    private volatile boolean given;

    /**
     * Looks for nothing yet.
     *
     * @param environment the value of a variable; null if it has none
     */
    public Google(UnaryOperator<String> environment, InstantSource clock) {
        this(environment, clock, NetHttpTransport::new);
    }

    Google(UnaryOperator<String> environment, InstantSource clock, HttpTransportFactory transports) {
        this.environment = environment;
        this.clock = clock;
        this.transports = transports;
        this.token = new Renewed<>("The access token of Google", this::fetch, clock, it -> List.of(it.text()));
    }

    @Override
    public Map<String, String> headers(Outgoing request) throws NoCredentials {
        Token now = token.get();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer " + now.text());
        if (now.project() != null) {
            headers.put("x-goog-user-project", now.project());
        }
        return headers;
    }

    @Override
    public void refused() {
        token.refused();
    }

    /** From the beginning each time: the file may be another one. */
    private Renewed.Lease<Token> fetch() throws NoCredentials {
        Path file = file();
        GoogleCredentials credentials = (file == null ? machine() : read(file)).createScoped(SCOPE);
        try {
            AccessToken fetched = credentials.refreshAccessToken();
            Date expires = fetched.getExpirationTime();
            Instant until = expires == null ? clock.instant().plus(SHORT) : expires.toInstant();
            given = true;
            return new Renewed.Lease<>(new Token(fetched.getTokenValue(), credentials.getQuotaProjectId()), until);
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
            if (Files.size(file) > MOST_FILE_BYTES) {
                throw NoCredentials.failed("the file of Google's credentials is too large to be one", null);
            }
            try (InputStream in = Files.newInputStream(file)) {
                return GoogleCredentials.fromStream(in, transports);
            }
        } catch (IOException | RuntimeException e) {
            throw NoCredentials.failed("the file of Google's credentials cannot be read as such", e);
        }
    }

    /** Asked each time: the library's own look-up remembers for good that there was nobody. */
    private GoogleCredentials machine() {
        return ComputeEngineCredentials.newBuilder()
                .setHttpTransportFactory(transports)
                .build();
    }
}
