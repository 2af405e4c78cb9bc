package dev.serai.login;

import dev.serai.access.Identity;
import dev.serai.wire.ApiException;
import dev.serai.wire.Reason;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * A login by the issuer: the authorization code flow with PKCE. Who comes back has to have begun it in the same browser, and the
 * ID token has to be for the gateway and for this login.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth">OpenID Connect</a>
 */
public final class OpenIdLogin {

    private static final Logger LOG = LoggerFactory.getLogger(OpenIdLogin.class);
    private static final int LONGEST_NEXT = 1000;
    private static final int LONGEST_CODE = 4096;

    /**
     * A login that was begun.
     *
     * @param address at the issuer, to which the browser goes
     * @param kept what the browser has to keep until it is back, and to show to nobody else
     */
    public record Begun(String address, String kept) {

        @Override
        public String toString() {
            return "a login";
        }
    }

    /**
     * Who has come back.
     *
     * @param next where they wanted to go, as they said it
     */
    public record Finished(Identity identity, String next) {}

    private final LoginSettings settings;
    private final OpenIdProvider provider;
    private final People people;
    private final Transactions transactions;

    OpenIdLogin(LoginSettings settings, OpenIdProvider provider, People people, Transactions transactions) {
        this.settings = settings;
        this.provider = provider;
        this.people = people;
        this.transactions = transactions;
    }

    /** Whether there is an issuer to log in by. */
    public boolean isOn() {
        return settings.isOn();
    }

    /** How people know the issuer: by its host. */
    public String name() {
        String host = isOn() ? URI.create(provider.issuer()).getHost() : null;
        return host == null ? "single sign-on" : host;
    }

    /**
     * Begins one.
     *
     * @param back the address that the issuer sends the browser to
     * @param next where the user wants to go
     * @throws ApiException 503 if the issuer is away
     */
    public Begun begin(String back, String next) {
        Transaction transaction = transactions.begin(back, next.length() > LONGEST_NEXT ? "" : next);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", settings.clientId());
        query.put("redirect_uri", back);
        query.put("scope", settings.scopes());
        query.put("state", transaction.state());
        query.put("nonce", transaction.nonce());
        query.put("code_challenge", transaction.challenge());
        query.put("code_challenge_method", "S256");
        return new Begun(with(provider.known().places().authorization(), query), transactions.sealed(transaction));
    }

    /**
     * Goes on where the issuer has sent a browser back.
     *
     * @param kept what it kept; empty for nothing
     * @param query as the issuer has written it
     * @throws ApiException 401 or 403 if nobody is let in by that, 502 or 503 if the issuer does not play its part
     */
    public Finished finish(String kept, Map<String, String> query) {
        Transaction transaction = transactions
                .open(kept)
                .filter(it -> it.state().equals(query.get("state")))
                .orElseThrow(() -> Failures.refused(
                        "This login was not begun in this browser, or is over: log in again, and allow cookies"));
        requireIssuer(query.get("iss"));
        String error = query.getOrDefault("error", "");
        if (!error.isEmpty()) {
            throw Failures.forbidden(
                    "login_denied",
                    "The issuer did not let you in" + (error.matches("[a-z_]{1,60}") ? ": " + error : ""));
        }
        String code = query.getOrDefault("code", "");
        if (code.isEmpty() || code.length() > LONGEST_CODE) {
            throw Failures.refused("The issuer has sent you back without a code: log in again");
        }
        Jwt token = checked(new CodeExchange(settings, provider).idToken(transaction, code), transaction.nonce());
        return new Finished(people.of(token), transaction.next());
    }

    /** An answer of another issuer's is none to our question: RFC 9207. */
    private void requireIssuer(String named) {
        boolean fits = named == null ? !provider.known().places().namesItself() : named.equals(provider.issuer());
        if (!fits) {
            throw Failures.refused("Another issuer than the gateway's has sent you here: log in again");
        }
    }

    private Jwt checked(String idToken, String nonce) {
        Jwt token = decoded(idToken);
        List<String> audience = token.getAudience();
        Object party = token.getClaims().get("azp");
        if (party == null ? audience.size() != 1 : !party.equals(settings.clientId())) {
            throw Failures.refused("The issuer's ID token is for another client than the gateway ('azp')");
        }
        if (!nonce.equals(token.getClaims().get("nonce"))) {
            throw Failures.refused("The issuer's ID token is of another login ('nonce'): log in again");
        }
        if (token.getIssuedAt() == null
                || token.getIssuedAt().isAfter(provider.now().plus(provider.clockSkew()))) {
            throw Failures.refused("The issuer's ID token is from the future ('iat'): the clocks of the gateway and the"
                    + " issuer differ by more than SERAI_JWT_CLOCK_SKEW");
        }
        return token;
    }

    private Jwt decoded(String idToken) {
        try {
            return provider.known().idTokens().decode(idToken);
        } catch (BadJwtException e) {
            LOG.warn("An ID token of the issuer's is not good: {}", Reason.of(e));
            throw Failures.refused(
                    "The issuer's ID token is not good: " + Reason.of(e)
                            + ". If it says so again, the gateway's clock, SERAI_JWT_ISSUER or SERAI_LOGIN_CLIENT_ID is not right");
        } catch (JwtException e) {
            LOG.warn("ID tokens cannot be checked: {}", Reason.of(e));
            throw Failures.away();
        }
    }

    /**
     * Where somebody leaves the issuer, too, who has left the gateway; empty if it has no place for that.
     *
     * @param back the address that the issuer sends the browser to
     */
    public Optional<String> end(Identity identity, String back) {
        URI end;
        try {
            end = isOn() ? provider.known().places().end() : null;
        } catch (ApiException away) {
            return Optional.empty();
        }
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", settings.clientId());
        query.put("post_logout_redirect_uri", back);
        if (identity.idToken() != null) {
            query.put("id_token_hint", identity.idToken());
        }
        return Optional.ofNullable(end).map(it -> with(it, query));
    }

    private static String with(URI address, Map<String, String> query) {
        return address + (address.getRawQuery() == null ? "?" : "&") + CodeExchange.query(query);
    }
}
