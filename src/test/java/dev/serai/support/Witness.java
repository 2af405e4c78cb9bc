package dev.serai.support;

import java.net.http.HttpResponse;
import java.util.Map;

/** Hears every answer of a gateway, and remembers all of it. */
public final class Witness {

    private final OwnGateway gateway;
    private final StringBuilder heard = new StringBuilder();

    public Witness(OwnGateway gateway) {
        this.gateway = gateway;
    }

    /** Sends a request as {@link OwnGateway#send} does. */
    public HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpResponse<String> answer = gateway.send(method, path, body, headers);
        heard.append(answer.statusCode())
                .append(' ')
                .append(path.replaceFirst("key=[^&]*", "key"))
                .append('\n');
        for (Map.Entry<String, ?> header : answer.headers().map().entrySet()) {
            heard.append(header.getKey()).append(": ").append(header.getValue()).append('\n');
        }
        heard.append(answer.body()).append('\n');
        return answer;
    }

    /** All answers: status, headers and body. */
    public String heard() {
        return heard.toString();
    }
}
