package dev.serai.upstream;

import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A provider that minds its keys, the endpoints of its tokens, and a proxy before another one.
 *
 * @param secret of the client, which an endpoint repeats
 * @param valid keys
 * @param seen keys with which it was asked
 * @param tokens that it has given
 */
record KeyedUpstream(String secret, Set<String> valid, Set<String> seen, AtomicInteger tokens) {

    KeyedUpstream(String secret) {
        this(secret, ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet(), new AtomicInteger());
    }

    Script answer(Received request) {
        String path = request.path();
        if (path.startsWith("/token/")) {
            String token = "the-token-number-" + tokens.incrementAndGet();
            return Script.json(
                    200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
        }
        if (path.startsWith("/no-token/")) {
            return Script.json(401, "{\"error\":\"invalid_client\",\"error_description\":\"not " + secret + "\"}");
        }
        if (path.startsWith("http://far.invalid/") && !request.headers().containsKey("proxy-authorization")) {
            return Script.json(407, "{}", "Proxy-Authenticate: Basic realm=\"proxy\"");
        }
        if (path.startsWith("/rotated/")) {
            String key = request.headers().get("authorization").replace("Bearer ", "");
            seen.add(key);
            if (!valid.contains(key)) {
                return Script.json(401, "{\"error\":{\"message\":\"wrong key\"}}");
            }
        }
        return Script.json(200, Answers.WHOLE);
    }

    /** Routes to it: with a key that is a file, with tokens, and through the proxy. */
    static Path routes(String url, String key, String secret) throws IOException {
        Path routes = RoutesCopy.edited(file -> file);
        RoutesCopy.provider(routes, "rotated", url + "/rotated", "apiKey", "{{env:ROTATED_API_KEY:}}");
        granted(routes, "granted", url, "/token/", "post", secret);
        granted(routes, "headed", url, "/token/", "basic", secret);
        granted(routes, "lost", url, "/no-token/", "post", secret);
        String through = url.replace("http://", "http://us:the-password-of-the-proxy@");
        RoutesCopy.provider(routes, "proxied", "http://far.invalid/v1", "apiKey", key, "proxy", through);
        return routes;
    }

    private static void granted(Path routes, String name, String url, String path, String how, String secret)
            throws IOException {
        String[] token = {"tokenUrl", url + path + name, "tokenScope", "all-apis", "clientAuthentication", how};
        String[] client = {
            "clientId", "the client", "clientSecret", secret, "keyHeader", "api-key", "operations", "chat"
        };
        String[] all = Stream.of(token, client).flatMap(Stream::of).toArray(String[]::new);
        RoutesCopy.provider(routes, name, url + "/" + name, all);
    }
}
