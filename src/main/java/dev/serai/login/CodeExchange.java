package dev.serai.login;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import dev.serai.wire.Reason;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the issuer the code that somebody came back with, for their ID token. */
record CodeExchange(LoginSettings settings, OpenIdProvider provider) {

    private static final Logger LOG = LoggerFactory.getLogger(CodeExchange.class);
    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;

    /**
     * The ID token's text, of which nothing is checked yet.
     *
     * @throws dev.serai.wire.ApiException 401 if the code is not good, 502 or 503 if the issuer gives none
     */
    String idToken(Transaction transaction, String code) {
        HttpResponse<byte[]> answer = send(request(transaction, code));
        JsonNode said = read(answer);
        String error = said.path("error").asText();
        if (error.equals("invalid_grant")) {
            throw Failures.refused("The issuer knows no such login, or no longer: log in again");
        }
        if (answer.statusCode() >= SERVER_ERROR) {
            throw Failures.away();
        }
        if (answer.statusCode() != OK || !said.path("id_token").isTextual()) {
            String why = error.matches("[a-z_]{1,60}") ? error : "status " + answer.statusCode();
            LOG.warn(
                    "The issuer gives no ID token: {}. Look at SERAI_LOGIN_CLIENT_ID, _CLIENT_SECRET and _SCOPES", why);
            throw Failures.misconfigured(
                    "The issuer gives the gateway no ID token: its administrator finds more in the log");
        }
        return said.path("id_token").asText();
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return provider.send(request);
        } catch (IOException e) {
            LOG.warn("Nobody can log in by the issuer: {}", Reason.of(e));
            throw Failures.away();
        }
    }

    private static JsonNode read(HttpResponse<byte[]> answer) {
        try {
            return Json.parse(answer.body());
        } catch (IOException e) {
            return Json.MAPPER.missingNode();
        }
    }

    private HttpRequest request(Transaction transaction, String code) {
        Discovery places = provider.known().places();
        boolean secret = !settings.clientSecret().isEmpty();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", transaction.back());
        form.put("code_verifier", transaction.verifier());
        HttpRequest.Builder request = HttpRequest.newBuilder(places.token())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json");
        if (secret && places.basic()) {
            request.header("Authorization", basic());
        } else {
            form.put("client_id", settings.clientId());
            if (secret) {
                form.put("client_secret", settings.clientSecret());
            }
        }
        return request.POST(BodyPublishers.ofString(query(form))).build();
    }

    /** Each part encoded as in a form: RFC 6749, 2.3.1. */
    private String basic() {
        String both = encoded(settings.clientId()) + ":" + encoded(settings.clientSecret());
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(it -> it.getKey() + "=" + encoded(it.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
