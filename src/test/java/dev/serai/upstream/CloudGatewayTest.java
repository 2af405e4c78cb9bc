package dev.serai.upstream;

import dev.serai.support.FakeUpstream;
import dev.serai.support.GatewayTest;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A gateway whose clouds have no key, but credentials of the environment. */
abstract class CloudGatewayTest extends GatewayTest {

    static final String CHAT = "/v1/chat/completions";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    static final String REGION = "eu-central-1";

    /** Who gives Google's access tokens. */
    static final FakeUpstream TOKENS = new FakeUpstream();

    static final AtomicInteger TOKENS_GIVEN = new AtomicInteger();
    static final KeyPair ACCOUNT = keys();

    @DynamicPropertySource
    static void credentials(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("env:((?:BEDROCK|VERTEX\\w*)_API_KEY)", "env:UNSET_$1");
        Path account = Files.createTempFile("account", ".json");
        Files.writeString(account, account());
        TOKENS.answer(request -> Script.json(
                200,
                "{\"access_token\":\"ya29.token-" + TOKENS_GIVEN.incrementAndGet()
                        + "\",\"expires_in\":3599,\"token_type\":\"Bearer\"}"));
        properties.add("serai.routes", routes::toString);
        properties.add("AWS_REGION", () -> REGION);
        properties.add("AWS_ACCESS_KEY_ID", () -> "AKIDEXAMPLE");
        properties.add("AWS_SECRET_ACCESS_KEY", () -> SECRET);
        properties.add("AWS_SESSION_TOKEN", () -> "a-session-token");
        properties.add("GOOGLE_APPLICATION_CREDENTIALS", account::toString);
    }

    private static String account() {
        String key = Base64.getEncoder().encodeToString(ACCOUNT.getPrivate().getEncoded());
        return """
                {"type": "service_account", "project_id": "project-1", "private_key_id": "key-1",
                 "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
                 "client_email": "serai@project-1.iam.gserviceaccount.com", "client_id": "1",
                 "token_uri": "%s/token"}
                """.formatted(key, TOKENS.url());
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JRE has RSA", e);
        }
    }
}
