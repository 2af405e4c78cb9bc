import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.secretmanager.v1.AccessSecretVersionRequest;
import com.google.cloud.secretmanager.v1.AccessSecretVersionResponse;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.grpc.Grpc;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The vaults of clouds as their APIs are documented, each with one secret, {@code llm}; and a provider of OpenAI's format.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html">AWS</a>
 * @see <a href="https://cloud.google.com/secret-manager/docs/reference/rpc/google.cloud.secretmanager.v1">Google</a>
 * @see <a href="https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret/get-secret">Azure</a>
 */
final class CloudFakes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String TENANT = "00000000-0000-0000-0000-000000000015";
    private static final String AZURE_TOKEN = "the-token-of-entra";
    private static final String LOGIN = "https://login.microsoftonline.com/" + TENANT;

    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Predicate<String> isValid;
    private final Path folder;
    private final HttpServer provider;
    private final HttpServer aws;
    private final HttpsServer azure;
    private final Server google;
    private final Tunnel tunnel;
    private volatile boolean away;

    CloudFakes(Path folder, Predicate<String> isValid) throws Exception {
        this.folder = folder;
        this.isValid = isValid;
        provider = HttpServer.create(here(), 0);
        serve(provider, this::answerChat);
        aws = HttpServer.create(here(), 0);
        serve(aws, this::answerAws);
        azure = HttpsServer.create(here(), 0);
        azure.setHttpsConfigurator(new HttpsConfigurator(tls()));
        serve(azure, this::answerAzure);
        google = Grpc.newServerBuilderForPort(0, TlsServerCredentials.newBuilder().keyManager(keys()).build())
                .addService(secretManager())
                .build()
                .start();
        tunnel = new Tunnel(host -> host.endsWith("googleapis.com") ? google.getPort() : azure.getAddress().getPort());
        writeServiceAccount();
    }

    /** What the gateway is to be told, a variable a line. */
    String settings() {
        return """
                PROVIDER=http://127.0.0.1:%d/v1
                PROXY_PORT=%d
                CAMEL_VAULT_AWS_ACCESS_KEY=AKIDEXAMPLE
                CAMEL_VAULT_AWS_SECRET_KEY=the-secret-key-of-aws
                CAMEL_VAULT_AWS_REGION=eu-central-1
                CAMEL_AWS_VAULT_IS_OVERRIDE_ENDPOINT=true
                CAMEL_AWS_VAULT_URI_ENDPOINT_OVERRIDE=http://127.0.0.1:%d
                CAMEL_VAULT_GCP_PROJECT_ID=a-project
                CAMEL_VAULT_GCP_SERVICE_ACCOUNT_KEY=file:%s
                CAMEL_VAULT_AZURE_VAULT_NAME=a-vault
                CAMEL_VAULT_AZURE_CLIENT_ID=the-client
                CAMEL_VAULT_AZURE_CLIENT_SECRET=the-client-secret
                CAMEL_VAULT_AZURE_TENANT_ID=%s
                """
                .formatted(provider.getAddress().getPort(), tunnel.port(), aws.getAddress().getPort(), account(), TENANT);
    }

    /** Null for none. */
    void put(String cloud, String key) {
        if (key == null) {
            secrets.remove(cloud);
        } else {
            secrets.put(cloud, "{\"key\":\"" + key + "\"}");
        }
    }

    /** Whether vaults answer that they cannot. */
    void away(boolean is) {
        away = is;
    }

    int asked(String cloud) {
        return asked.getOrDefault(cloud, 0);
    }

    private String secret(String cloud, boolean ours) {
        asked.merge(cloud, 1, Integer::sum);
        return ours ? secrets.get(cloud) : null;
    }

    private void answerChat(HttpExchange exchange) throws IOException {
        String bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")).replace("Bearer ", "");
        if (isValid.test(bearer)) {
            answer(exchange, 200, "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{"
                    + "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}");
        } else {
            answer(exchange, 401, "{\"error\":{\"message\":\"wrong key\"}}");
        }
    }

    private void answerAws(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        boolean known = "secretsmanager.GetSecretValue".equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                && String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                        .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/");
        String secret = secret("aws", known && request.path("SecretId").asText().equals("llm"));
        if (away) {
            answer(exchange, 500, "{\"__type\":\"InternalServiceError\",\"Message\":\"An error occurred\"}");
        } else if (secret == null) {
            answer(exchange, 400, "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"Secrets Manager can't find it\"}");
        } else {
            ObjectNode answer = JSON.createObjectNode().put("Name", "llm").put("SecretString", secret);
            answer(exchange, 200, answer.put("VersionId", "00000000-0000-0000-0000-000000000001").toString());
        }
    }

    private void answerAzure(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/common/discovery/instance")) {
            answer(exchange, 200, "{\"tenant_discovery_endpoint\":\"" + LOGIN + "/v2.0/.well-known/openid-configuration\","
                    + "\"api-version\":\"1.1\",\"metadata\":[{\"preferred_network\":\"login.microsoftonline.com\","
                    + "\"preferred_cache\":\"login.windows.net\",\"aliases\":[\"login.microsoftonline.com\"]}]}");
        } else if (path.equals('/' + TENANT + "/oauth2/v2.0/token")) {
            String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            boolean known = form.contains("client_secret=the-client-secret") && form.contains("vault.azure.net");
            answer(exchange, known ? 200 : 401, known
                    ? "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"ext_expires_in\":3599,\"access_token\":\"" + AZURE_TOKEN + "\"}"
                    : "{\"error\":\"invalid_client\"}");
        } else if (!("Bearer " + AZURE_TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set(
                    "WWW-Authenticate", "Bearer authorization=\"" + LOGIN + "\", resource=\"https://vault.azure.net\"");
            answer(exchange, 401, "{\"error\":{\"code\":\"Unauthorized\",\"message\":\"no token\"}}");
        } else {
            String secret = secret("azure", path.replaceFirst("/$", "").equals("/secrets/llm"));
            if (away) {
                answer(exchange, 503, "{\"error\":{\"code\":\"ServiceUnavailable\",\"message\":\"later\"}}");
            } else if (secret == null) {
                answer(exchange, 404, "{\"error\":{\"code\":\"SecretNotFound\",\"message\":\"not in this key vault\"}}");
            } else {
                ObjectNode answer = JSON.createObjectNode().put("value", secret);
                answer.put("id", "https://a-vault.vault.azure.net/secrets/llm/1").putObject("attributes").put("enabled", true);
                answer(exchange, 200, answer.toString());
            }
        }
    }

    private ServerServiceDefinition secretManager() {
        String service = "google.cloud.secretmanager.v1.SecretManagerService";
        MethodDescriptor<AccessSecretVersionRequest, AccessSecretVersionResponse> access =
                MethodDescriptor.<AccessSecretVersionRequest, AccessSecretVersionResponse>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(service + "/AccessSecretVersion")
                        .setRequestMarshaller(ProtoUtils.marshaller(AccessSecretVersionRequest.getDefaultInstance()))
                        .setResponseMarshaller(ProtoUtils.marshaller(AccessSecretVersionResponse.getDefaultInstance()))
                        .build();
        return ServerServiceDefinition.builder(service)
                .addMethod(access, ServerCalls.asyncUnaryCall(this::answerGoogle))
                .build();
    }

    private void answerGoogle(AccessSecretVersionRequest request, StreamObserver<AccessSecretVersionResponse> answer) {
        String name = "projects/a-project/secrets/llm/versions/latest";
        String secret = secret("gcp", request.getName().equals(name));
        if (away) {
            answer.onError(Status.UNAVAILABLE.withDescription("later").asRuntimeException());
        } else if (secret == null) {
            answer.onError(Status.NOT_FOUND.withDescription("Secret [" + request.getName() + "] not found").asRuntimeException());
        } else {
            SecretPayload payload = SecretPayload.newBuilder().setData(ByteString.copyFromUtf8(secret)).build();
            answer.onNext(AccessSecretVersionResponse.newBuilder().setName(name).setPayload(payload).build());
            answer.onCompleted();
        }
    }

    private Path account() {
        return folder.resolve("service-account.json").toAbsolutePath();
    }

    /** Whose key nobody else knows: what it signs is shown to the fake alone. */
    private void writeServiceAccount() throws Exception {
        byte[] key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
        String pem = "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key) + "\n-----END PRIVATE KEY-----\n";
        ObjectNode account = JSON.createObjectNode().put("type", "service_account").put("project_id", "a-project");
        account.put("private_key_id", "1").put("private_key", pem).put("client_id", "1");
        account.put("client_email", "serai@a-project.iam.gserviceaccount.com");
        account.put("token_uri", "https://oauth2.googleapis.com/token");
        Files.writeString(account(), account.toString());
    }

    private KeyManager[] keys() throws Exception {
        KeyStore store = KeyStore.getInstance(folder.resolve("tls.p12").toFile(), PASSWORD);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD);
        return factory.getKeyManagers();
    }

    private SSLContext tls() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(), null, null);
        return context;
    }

    private static InetSocketAddress here() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static void serve(HttpServer server, HttpHandler handler) {
        server.createContext("/", handler);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            byte[] bytes = json.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
