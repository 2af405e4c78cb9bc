package dev.serai.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.breakers.Retryable;
import dev.serai.log.Secrets;
import dev.serai.provider.Grant;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a token endpoint for a token: https://datatracker.ietf.org/doc/html/rfc6749#section-4.4.2. What it says of a failure
 * is in the log; who calls learns that there is none, and who would know more.
 *
 * @param provider whose token it is
 */
record TokenEndpoint(String provider, Grant grant, HttpClient client) {

    private static final Logger LOG = LoggerFactory.getLogger(TokenEndpoint.class);

    private static final int LONGEST_ANSWER = 1 << 16;
    private static final int LONGEST_TOKEN = 1 << 14;
    private static final int LONGEST_REASON = 500;

    /** Of a token that does not say so, as it should. */
    private static final long USUAL_LIFE = 300;

    Token fetch() {
        try {
            return client.execute(request(), this::token);
        } catch (IOException e) {
            LOG.warn(
                    "The token endpoint of provider {} cannot be reached: {}", provider, Secrets.leftOut(e.toString()));
            throw failure("cannot be reached");
        }
    }

    private HttpPost request() {
        HttpPost request = new HttpPost(grant.url());
        request.setHeader("Accept", "application/json");
        List<NameValuePair> form = new ArrayList<>();
        form.add(new BasicNameValuePair("grant_type", "client_credentials"));
        if (!grant.scope().isBlank()) {
            form.add(new BasicNameValuePair("scope", grant.scope()));
        }
        grant.more().forEach((name, value) -> form.add(new BasicNameValuePair(name, value)));
        if (grant.basic()) { // https://datatracker.ietf.org/doc/html/rfc6749#section-2.3.1
            String pair = encoded(grant.id()) + ":" + encoded(grant.secret());
            request.setHeader(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        } else {
            form.add(new BasicNameValuePair("client_id", grant.id()));
            form.add(new BasicNameValuePair("client_secret", grant.secret()));
        }
        request.setEntity(new UrlEncodedFormEntity(form, StandardCharsets.UTF_8));
        return request;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Token token(ClassicHttpResponse response) throws IOException {
        JsonNode answer = Json.MAPPER.createObjectNode();
        if (response.getEntity() != null) {
            try (InputStream body = response.getEntity().getContent()) {
                answer = Json.parse(body.readNBytes(LONGEST_ANSWER));
            } catch (JsonProcessingException e) {
                LOG.debug("The token endpoint of provider {} answered no JSON", provider);
            }
        }
        String token = answer.path("access_token").asText("");
        if (response.getCode() != 200 || !isToken(token)) {
            throw refused(response.getCode(), answer);
        }
        long life = answer.path("expires_in").asLong(USUAL_LIFE);
        return Token.of(token, Duration.ofSeconds(Math.max(1, life)));
    }

    /** https://datatracker.ietf.org/doc/html/rfc6749#section-5.2 */
    private Retryable refused(int status, JsonNode answer) {
        String error = answer.path("error").asText("");
        String why = error.matches("[a-z_]{1,64}") ? " (" + error + ")" : "";
        String more = answer.path("error_description").asText("");
        LOG.warn(
                "The token endpoint of provider {} answered HTTP {}{} {}",
                provider,
                status,
                why,
                Secrets.leftOut(more.length() > LONGEST_REASON ? more.substring(0, LONGEST_REASON) : more));
        return failure("answered HTTP " + status + why + (status == 200 ? " without a token" : ""));
    }

    private Retryable failure(String what) {
        return new Retryable(
                502,
                "server_error",
                "provider_token_unavailable",
                "There is no token for the provider '" + provider + "': its token endpoint "
                        + grant.url().getHost() + " " + what + "; the gateway's log says more");
    }

    private static boolean isToken(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_TOKEN && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
