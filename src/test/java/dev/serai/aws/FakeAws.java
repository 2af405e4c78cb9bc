package dev.serai.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Who gives AWS's credentials, on this machine: the token service, an instance's metadata service and a container's, each as
 * its pages say.
 */
final class FakeAws implements AutoCloseable {

    static final String TOKEN = "imds-token";
    static final String ROLE = "serai-role";

    /**
     * A request as it came.
     *
     * @param body as text
     */
    record Asked(String method, String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : values.get(0);
        }
    }

    /** What is answered. */
    record Said(int status, String body) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    volatile Function<Asked, Said> sts = request -> new Said(200, sts("1", "2030-01-01T01:00:00Z"));
    volatile String credentials = json("2030-01-01T01:00:00Z");

    FakeAws() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            Asked request = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    new HashMap<>(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            asked.add(request);
            send(exchange, answer(request));
        });
        server.start();
    }

    private Said answer(Asked request) {
        return switch (request.method() + " " + request.path()) {
            case "POST /" -> sts.apply(request);
            case "PUT /latest/api/token" ->
                request.header("X-aws-ec2-metadata-token-ttl-seconds") == null
                        ? new Said(400, "")
                        : new Said(200, TOKEN);
            case "GET /latest/meta-data/iam/security-credentials/" -> metadata(request, ROLE);
            case "GET /latest/meta-data/iam/security-credentials/" + ROLE -> metadata(request, credentials);
            case "GET /container" -> new Said(200, credentials);
            default -> new Said(404, "");
        };
    }

    /** Version 2: nothing without a token. */
    private static Said metadata(Asked request, String body) {
        return TOKEN.equals(request.header("X-aws-ec2-metadata-token")) ? new Said(200, body) : new Said(401, "");
    }

    private static void send(HttpExchange exchange, Said said) throws IOException {
        byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
    static String sts(String number, String expiration) {
        return """
                <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleWithWebIdentityResult>
                    <SubjectFromWebIdentityToken>system:serviceaccount:a:b</SubjectFromWebIdentityToken>
                    <Audience>sts.amazonaws.com</Audience>
                    <AssumedRoleUser>
                      <Arn>arn:aws:sts::123456789012:assumed-role/serai/serai</Arn>
                      <AssumedRoleId>AROACLKWSDQRAOEXAMPLE:serai</AssumedRoleId>
                    </AssumedRoleUser>
                    <Credentials>
                      <SessionToken>session-token-of-sts-%1$s</SessionToken>
                      <SecretAccessKey>secret-of-sts-%1$s</SecretAccessKey>
                      <Expiration>%2$s</Expiration>
                      <AccessKeyId>ASIA%1$s</AccessKeyId>
                    </Credentials>
                  </AssumeRoleWithWebIdentityResult>
                  <ResponseMetadata><RequestId>ad4156e9-bce1-11e2-82e6-6b6efEXAMPLE</RequestId></ResponseMetadata>
                </AssumeRoleWithWebIdentityResponse>
                """.formatted(number, expiration);
    }

    static Said refusal(String code) {
        return new Said(400, """
                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <Error><Type>Sender</Type><Code>%s</Code><Message>secret words</Message></Error>
                  <RequestId>ad4156e9</RequestId>
                </ErrorResponse>
                """.formatted(code));
    }

    /** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html */
    static String json(String expiration) {
        return """
                {"Code": "Success", "LastUpdated": "2029-12-31T19:00:00Z", "Type": "AWS-HMAC", "AccessKeyId": "ASIAROLE",
                 "SecretAccessKey": "secret-of-role", "Token": "token-of-role", "Expiration": "%s"}
                """.formatted(expiration);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
