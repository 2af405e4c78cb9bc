package dev.serai.support;

import dev.serai.Serai;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import org.apache.catalina.Valve;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole gateway that a test starts and stops by itself, for what happens at a start. */
public final class OwnGateway implements AutoCloseable {

    private final ConfigurableApplicationContext spring;

    private OwnGateway(ConfigurableApplicationContext spring) {
        this.spring = spring;
    }

    /** Starts one on a free port. What keeps it from starting is thrown. */
    public static OwnGateway start(Map<String, String> properties) {
        Map<String, String> all = new TreeMap<>(properties);
        all.put("server.port", "0");
        all.put("management.endpoint.health.show-details", "always");
        return new OwnGateway(new SpringApplicationBuilder(Serai.class)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .run(all.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new)));
    }

    /** Sends a body as JSON, or none where it is null. Headers are name, value, name, value. */
    public HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return WholeText.of(GatewayTest.CLIENT, request.build());
    }

    public HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, null, headers);
    }

    /** Whether a new connection is taken. */
    public boolean takesConnections() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until none is. */
    public void awaitNoConnections() throws InterruptedException {
        while (takesConnections()) {
            Thread.sleep(20);
        }
    }

    /** Where it serves. */
    public int port() {
        return spring.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Has each request pass this one, outside of all that the gateway does with it. */
    public void around(Valve valve) {
        TomcatWebServer server = (TomcatWebServer) ((WebServerApplicationContext) spring).getWebServer();
        server.getTomcat().getEngine().getPipeline().addValve(valve);
    }

    /** One of its beans. */
    public <T> T bean(Class<T> type) {
        return spring.getBean(type);
    }

    @Override
    public void close() {
        spring.close();
    }
}
