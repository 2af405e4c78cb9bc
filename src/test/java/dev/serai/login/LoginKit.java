package dev.serai.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serai.SeraiProperties;
import dev.serai.access.Directory;
import dev.serai.access.Identity;
import dev.serai.access.MasterKeys;
import dev.serai.login.OpenIdLogin.Begun;
import dev.serai.support.OpenIdIssuer;
import dev.serai.wire.ApiException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.springframework.mock.env.MockEnvironment;

/** An issuer over sockets, and a gateway that is its client. */
abstract class LoginKit {

    static final String BACK = "https://gateway.example/ai/admin/login/callback";

    final OpenIdIssuer issuer = new OpenIdIssuer();
    final Map<String, Object> settings = new HashMap<>(Map.of(
            "serai.login.client-id", OpenIdIssuer.CLIENT,
            "serai.login.client-secret", OpenIdIssuer.SECRET));
    Clock clock = Clock.systemUTC();
    private final String trusted = issuer.url();

    @AfterEach
    void stop() {
        issuer.close();
    }

    OpenIdLogin login() {
        MockEnvironment environment = new MockEnvironment();
        settings.forEach(environment::setProperty);
        SeraiProperties.Jwt jwt =
                new SeraiProperties.Jwt(trusted, "http://unused", "api", Duration.ofSeconds(30), "project");
        LoginSettings read = LoginSettings.of(environment);
        MasterKeys none = new MasterKeys(List.of());
        return new OpenIdLogin(
                read,
                new OpenIdProvider(read, jwt, clock, new SimpleMeterRegistry()),
                new People(read, "project", new Directory(none)),
                new Transactions(none, clock));
    }

    /** What a browser brings back that was let in. */
    Map<String, String> back(Begun begun) {
        return new HashMap<>(OpenIdIssuer.query(issuer.answered(OpenIdIssuer.query(begun.address()))));
    }

    Identity letIn(OpenIdLogin login) {
        Begun begun = login.begin(BACK, "/admin/usage");
        return login.finish(begun.kept(), back(begun)).identity();
    }

    static ApiException refusal(OpenIdLogin login, String kept, Map<String, String> query) {
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> login.finish(kept, query));
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal;
    }

    ApiException refusal() {
        OpenIdLogin login = login();
        Begun begun = login.begin(BACK, "");
        return refusal(login, begun.kept(), back(begun));
    }

    void are(String... roles) {
        issuer.person = it -> it.claim("roles", List.of(roles));
    }
}
