package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.support.Answers;
import dev.serai.support.Postgres;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A gateway with caches and data sources, and policies in YAML alone that use them. */
@DirtiesContext // it watches the folder that tests of the shared gateway change
abstract class ResourcesGatewayTest extends ReloadingGatewayTest {

    private static final String H2 = "jdbc:h2:mem:tenants;DB_CLOSE_DELAY=-1";
    private static final String DATABASE = Postgres.newDatabase();

    /** Finds a tenant's tier, and asks the model of that name. */
    static final String LOOK_UP = """
        - setVariable: { id: tier-query, name: query, expression: { constant: { expression: "select model from tenants where id = :?tenant" } } }
        - setHeader: { id: tier-tenant, name: tenant, expression: { simple: { expression: "${variable.hints[tenant]}" } } }
        - to: { id: tier-find, uri: "jdbc:%s?useHeadersAsParameters=true&outputType=SelectOne", variableSend: query, variableReceive: tier }
        - removeHeader: { id: tier-forget, name: tenant }
        - setVariable: { id: tier-model, name: model, expression: { simple: { expression: "${variable.tier}" } } }
        """;

    @Autowired
    Generations generations;

    @Autowired
    @Qualifier("tiers")
    Cache<Object, Object> tiers;

    @Autowired
    @Qualifier("h2")
    DataSource h2;

    @DynamicPropertySource
    static void resources(DynamicPropertyRegistry properties) {
        properties.add("serai.components", () -> "bean,caffeine-cache,jdbc,log");
        properties.add("serai.caches.tiers.maximum-entries", () -> "100");
        properties.add("serai.datasources.h2.url", () -> H2);
        properties.add("serai.datasources.postgres.url", () -> Postgres.url(Postgres.port(), DATABASE));
        properties.add(
                "serai.datasources.away.url", () -> "postgresql://someone:" + Postgres.PASSWORD + "@127.0.0.1:1/x");
    }

    @BeforeAll
    static void tenants() throws Exception {
        String postgres = "jdbc:postgresql://127.0.0.1:" + Postgres.port() + "/" + DATABASE;
        for (Connection connection : List.of(
                DriverManager.getConnection(H2),
                DriverManager.getConnection(postgres, "postgres", Postgres.PASSWORD))) {
            try (connection;
                    Statement statement = connection.createStatement()) {
                statement.execute("drop table if exists tenants");
                statement.execute("create table tenants (id varchar(99) primary key, model varchar(99))");
                statement.execute("insert into tenants values ('gold', 'openai/gpt'), ('iron', 'groq/llama')");
            }
        }
    }

    @BeforeEach
    void answer() {
        UPSTREAM.answer(request -> Script.json(200, Answers.WHOLE));
        tiers.invalidateAll();
    }

    void serve(String steps) throws Exception {
        write(
                "routes/policies/tier.camel.yaml",
                PolicyGatewayTest.policy("tier", steps).replace("tier-first", "first-tier"));
        String inbound = "routes/inbound/chat-completions.camel.yaml";
        if (!Files.readString(file(inbound)).contains("policy-tier")) {
            edit(
                    inbound,
                    it -> it.replace(
                            "        - to: { id: admit-chat,",
                            "        - to: { id: tier-chat, uri: direct:policy-tier }\n        - to: { id: admit-chat,"));
        }
        HttpResponse<String> reloaded = manage("POST", "reload");
        assertThat(reloaded.statusCode()).as(reloaded.body()).isEqualTo(200);
    }

    HttpResponse<String> ask(String tenant) throws Exception {
        return post(CHAT, chat("whatever/model"), "x-serai-tenant", tenant);
    }

    String askedBy(String tenant) throws Exception {
        HttpResponse<String> response = ask(tenant);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return UPSTREAM.last().path();
    }
}
