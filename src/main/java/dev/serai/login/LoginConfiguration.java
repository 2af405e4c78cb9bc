package dev.serai.login;

import dev.serai.SeraiProperties;
import dev.serai.access.Directory;
import dev.serai.access.MasterKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Logins by OpenID Connect, where the gateway is a client of the issuer that it trusts. */
@Configuration(proxyBeanMethods = false)
class LoginConfiguration {

    @Bean
    OpenIdLogin openIdLogin(
            Environment environment,
            SeraiProperties serai,
            Directory directory,
            MasterKeys masterKeys,
            Clock clock,
            MeterRegistry meters) {
        LoginSettings settings = LoginSettings.of(environment);
        if (settings.isOn() && serai.jwt().issuer().isBlank()) {
            throw new IllegalArgumentException(
                    "SERAI_LOGIN_CLIENT_ID is set, but SERAI_JWT_ISSUER is not: say whose client the gateway is");
        }
        OpenIdProvider provider = new OpenIdProvider(settings, serai.jwt(), clock, meters);
        People people = new People(settings, serai.jwt().projectClaim(), directory);
        return new OpenIdLogin(settings, provider, people, new Transactions(masterKeys, clock));
    }
}
