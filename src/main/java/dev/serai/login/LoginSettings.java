package dev.serai.login;

import java.util.List;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * What stands under {@code serai.login}, which {@code application.yaml} explains.
 *
 * @param clientId by which the issuer knows the gateway; empty: nobody logs in by it
 * @param clientSecret empty for a client that has none
 * @param scopes that are asked for, with blanks between them
 * @param roleClaim the claim with what people are, or the path of one within others
 * @param admins what makes an ADMIN there
 * @param operators what makes an OPERATOR
 * @param viewers what makes a VIEWER
 */
record LoginSettings(
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("openid profile email") String scopes,
        @DefaultValue("roles") String roleClaim,
        @DefaultValue("serai-admin") List<String> admins,
        @DefaultValue("serai-operator") List<String> operators,
        @DefaultValue("serai-viewer") List<String> viewers) {

    static LoginSettings of(Environment environment) {
        return Binder.get(environment).bindOrCreate("serai.login", LoginSettings.class);
    }

    boolean isOn() {
        return !clientId.isBlank();
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return clientId;
    }
}
