package dev.serai.support;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.serai.wire.Json;
import dev.serai.wire.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A small OpenID provider: it lets everybody in at once, as who {@link #person} says, keeps to PKCE and to one use of each code,
 * and can be told to do what a bad one does.
 */
public final class OpenIdIssuer implements AutoCloseable {

    public static final String CLIENT = "the gateway";
    public static final String SECRET = "a secret: with & signs";

    private static final RSAKey KEY = key();

    private final HttpServer server;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

    /** Who logs in. */
    public volatile UnaryOperator<JWTClaimsSet.Builder> person = it -> it;

    /** How claims become an ID token. */
    public volatile Function<JWTClaimsSet, String> signing = OpenIdIssuer::signed;

    /** What else its document says. */
    public volatile Map<String, Object> document = Map.of();

    /** What it answers where tokens are had, in place of them; null for nothing. */
    public volatile HttpAnswer instead;

    /** An answer. */
    public record HttpAnswer(int status, byte[] body) {}

    /** The last form that came to where tokens are had, with the header {@code Authorization}. */
    public volatile Map<String, String> asked = Map.of();

    /** Starts on a free port. */
    public OpenIdIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/.well-known/openid-configuration", it -> json(it, 200, Json.bytes(described())));
        server.createContext(
                "/keys", it -> json(it, 200, new JWKSet(KEY).toString(true).getBytes(StandardCharsets.UTF_8)));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.createContext("/end", it -> json(it, 200, "\"left\"".getBytes(StandardCharsets.UTF_8)));
        server.start();
    }

    /** Its claim {@code iss}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Map<String, Object> described() {
        Map<String, Object> said = new HashMap<>(Map.of(
                "issuer", url(),
                "authorization_endpoint", url() + "/authorize?tenant=one",
                "token_endpoint", url() + "/token",
                "jwks_uri", url() + "/keys",
                "end_session_endpoint", url() + "/end"));
        said.putAll(document);
        return said;
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
        exchange.getResponseHeaders().add("Location", answered(query));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    /** Where somebody is sent back to who comes with this question and is let in. */
    public String answered(Map<String, String> query) {
        String code = UUID.randomUUID().toString();
        codes.put(code, query);
        return query.get("redirect_uri") + "?code=" + code + "&state="
                + URLEncoder.encode(query.get("state"), StandardCharsets.UTF_8);
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        form.put("Authorization", authorization == null ? "" : authorization);
        asked = form;
        if (instead != null) {
            json(exchange, instead.status(), instead.body());
            return;
        }
        Map<String, String> question = codes.remove(form.getOrDefault("code", ""));
        if (question == null
                || !question.get("redirect_uri").equals(form.get("redirect_uri"))
                || !question.get("code_challenge").equals(challenge(form.get("code_verifier")))) {
            json(exchange, 400, Json.bytes(Map.of("error", "invalid_grant")));
            return;
        }
        Instant now = Instant.now();
        JWTClaimsSet claims = person.apply(new JWTClaimsSet.Builder()
                        .issuer(url())
                        .audience(CLIENT)
                        .subject("ada-1")
                        .claim("preferred_username", "ada")
                        .claim("nonce", question.get("nonce"))
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300))))
                .build();
        json(
                exchange,
                200,
                Json.bytes(Map.of("access_token", "a", "token_type", "Bearer", "id_token", signing.apply(claims))));
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Sha256.begin().digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void json(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** The parameters of an address. */
    public static Map<String, String> query(String address) {
        return form(URI.create(address).getRawQuery());
    }

    private static Map<String, String> form(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String part : text.split("&", -1)) {
            String[] both = part.split("=", 2);
            fields.put(both[0], URLDecoder.decode(both.length == 1 ? "" : both[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    /** By its key. */
    public static String signed(JWTClaimsSet claims) {
        return signed(claims, KEY);
    }

    /** By a key that it does not publish, under the id of the one that it does. */
    public static String forged(JWTClaimsSet claims) {
        return signed(claims, key());
    }

    /** By nobody. */
    public static String unsigned(JWTClaimsSet claims) {
        return new com.nimbusds.jwt.PlainJWT(claims).serialize();
    }

    private static String signed(JWTClaimsSet claims, RSAKey key) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID("one")
                            .type(JOSEObjectType.JWT)
                            .build(),
                    claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("one").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
