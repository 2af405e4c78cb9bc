package dev.serai.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.provider.ModelRules;
import dev.serai.provider.Provider;
import dev.serai.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How aliases, declared models and those that providers listed become one list. */
class ProviderContractModelsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final ModelCatalog catalog = new ModelCatalog(nanos::get, 1 << 20, java.time.Duration.ofDays(7));
    private final ModelIndex index = new ModelIndex(
            Set.of("smart"), List.of(provider("acme", "acme-1 acme-* acme-2", "k"), provider("zeta", "", "k")), null);

    @Test
    void list_hasAliasesDeclaredAndDiscoveredModelsOnce() throws Exception {
        catalog.discovered("acme", models("acme-2", "new"));
        catalog.discovered("zeta", models("a/b"));

        assertThat(ids(index)).containsExactly("smart", "acme/acme-1", "acme/acme-2", "acme/new", "zeta/a/b");
    }

    @Test
    void discoveredModel_keepsItsDateUnderItsProvidersName() throws Exception {
        catalog.discovered("acme", models("acme-2"));

        assertThat(catalog.find(index, "acme/acme-2", index.resolve("acme/acme-2")))
                .hasToString("""
                        {"id":"acme/acme-2","object":"model","created":1700000000,"owned_by":"acme"}""");
    }

    @Test
    void laterList_replacesTheEarlier() throws Exception {
        catalog.discovered("zeta", models("old"));
        catalog.discovered("zeta", models("new"));

        assertThat(ids(index)).contains("zeta/new").doesNotContain("zeta/old");
    }

    /** Who starts, or is half away, has none: it must not take all away. */
    @Test
    void emptyListAfterOneThatWasNot_isBelievedWhenItLasts() throws Exception {
        assertThat(catalog.discovered("zeta", models())).isTrue();
        catalog.discovered("zeta", models("kept"));
        for (String empty : List.of("{\"data\":[]}", "{}", "[]", "{\"data\":null}", "{\"data\":{}}", "null")) {
            assertThat(catalog.discovered("zeta", Json.MAPPER.readTree(empty))).isFalse();
        }
        assertThat(ids(index)).contains("zeta/kept");

        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(catalog.discovered("zeta", models())).isTrue();
        assertThat(ids(index)).doesNotContain("zeta/kept");
    }

    @Test
    void unconfiguredProvider_hasNoModels() throws Exception {
        catalog.discovered("acme", models("new"));

        assertThat(ids(new ModelIndex(Set.of(), List.of(provider("acme", "acme-1", "")), null)))
                .isEmpty();
    }

    private static Provider provider(String name, String models, String key) {
        Map<String, String> parameters =
                new HashMap<>(Map.of("provider", name, "baseUrl", "http://127.0.0.1", "apiKey", key, "models", models));
        for (String timer : List.of("connect", "headers", "firstToken", "idle", "total")) {
            parameters.put(timer + "Timeout", "1s");
        }
        return new Provider(parameters, ModelRules.NONE);
    }

    private static JsonNode models(String... ids) throws Exception {
        List<String> items = new ArrayList<>();
        for (String id : ids) {
            items.add("{\"id\":\"" + id + "\",\"object\":\"model\",\"created\":1700000000,\"owned_by\":\"x\"}");
        }
        return Json.MAPPER.readTree("{\"object\":\"list\",\"data\":[" + String.join(",", items) + "]}");
    }

    private List<String> ids(ModelIndex models) {
        List<String> ids = new ArrayList<>();
        catalog.list(models, id -> true)
                .path("data")
                .forEach(model -> ids.add(model.path("id").asText()));
        return ids;
    }
}
