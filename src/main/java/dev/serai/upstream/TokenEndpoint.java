package dev.serai.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.credentials.NoCredentials;
import dev.serai.credentials.Renewed;
import dev.serai.log.Secrets;
import dev.serai.provider.Grant;
import dev.serai.time.Watchdog;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;

/**
 * Asks a token endpoint for a token: https://datatracker.ietf.org/doc/html/rfc6749#section-4.4.2. What it says of a failure
 * is for the log; who calls learns that there is none, and by which of the known errors.
 *
 * @param clients for the line of the provider whose tokens they are
 * @param most how long an answer may take to its end
 * @param watchdog breaks off what takes longer
 */
record TokenEndpoint(Grant grant, Supplier<HttpClient> clients, Duration most, Watchdog watchdog, InstantSource clock) {

    /** How long one may take, whatever it sends meanwhile. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int LONGEST_ANSWER = 1 << 16;
    private static final int LONGEST_TOKEN = 1 << 14;
    private static final int LONGEST_REASON = 500;

    /** Of a token that does not say so, as it should. */
    private static final long USUAL_LIFE = 300;

    /** Those that come are longer than a day at times, and none is needed for so long. */
    private static final long LONGEST_LIFE = Duration.ofDays(1).toSeconds();

    /** What it answered. */
    private record Said(int status, JsonNode answer) {}

    Renewed.Lease<String> fetch() throws NoCredentials {
        HttpPost request = request();
        Said said;
        try {
            said = watchdog.within(most, request::cancel, () -> clients.get().execute(request, TokenEndpoint::read));
        } catch (IOException e) {
            throw NoCredentials.failed("the token endpoint does not answer", e);
        }
        return token(said);
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

    private static Said read(ClassicHttpResponse response) throws IOException {
        JsonNode answer = Json.MAPPER.createObjectNode();
        if (response.getEntity() != null) {
            try (InputStream body = response.getEntity().getContent()) {
                answer = Json.parse(body.readNBytes(LONGEST_ANSWER));
            } catch (JsonProcessingException e) {
                // said by its status
            }
        }
        return new Said(response.getCode(), answer);
    }

    private Renewed.Lease<String> token(Said said) throws NoCredentials {
        String token = said.answer().path("access_token").asText("");
        if (said.status() != 200 || !isToken(token)) {
            throw refused(said.status(), said.answer());
        }
        long life = said.answer().path("expires_in").asLong(USUAL_LIFE);
        return new Renewed.Lease<>(token, clock.instant().plusSeconds(Math.max(1, Math.min(life, LONGEST_LIFE))));
    }

    /** https://datatracker.ietf.org/doc/html/rfc6749#section-5.2 */
    private static NoCredentials refused(int status, JsonNode answer) {
        String error = answer.path("error").asText("");
        String why = error.matches("[a-z_]{1,64}") ? " (" + error + ")" : "";
        String more = answer.path("error_description").asText("");
        return NoCredentials.failed(
                "the token endpoint answered HTTP " + status + why + (status == 200 ? " without a token" : ""),
                more.isBlank()
                        ? null
                        : new IOException(Secrets.leftOut(
                                more.length() > LONGEST_REASON ? more.substring(0, LONGEST_REASON) : more)));
    }

    private static boolean isToken(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_TOKEN && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
