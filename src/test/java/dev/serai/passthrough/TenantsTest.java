package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.TokenRegistry;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever several projects do in whatever order, each finds what it has made, and nothing of the others. */
class TenantsTest extends PassTest {

    private static final int TENANTS = 3;
    private static final int STEPS = 90;

    private final Random random = new Random(2026);
    private final List<TokenRegistry.Issued> callers = new ArrayList<>();
    private final List<Set<String>> files = new ArrayList<>();

    @Test
    void anyOrderOfRequests_showsEachProjectItsOwn() throws Exception {
        for (int i = 0; i < TENANTS; i++) {
            callers.add(caller("simulator"));
            files.add(new LinkedHashSet<>());
        }
        for (int i = 0; i < STEPS; i++) {
            step(random.nextInt(TENANTS), random.nextInt(TENANTS));
        }
        for (int i = 0; i < TENANTS; i++) {
            assertThat(listed(callers.get(i))).isEqualTo(new TreeSet<>(files.get(i)));
        }
    }

    /** One of a tenant's requests, about something of a tenant's. */
    private void step(int who, int whose) throws Exception {
        TokenRegistry.Issued caller = callers.get(who);
        String file = any(files.get(whose));
        boolean found = who == whose;
        switch (file == null ? 0 : random.nextInt(5)) {
            case 1 -> assertFound(ask(caller, "GET", "/v1/files/" + file, null), found);
            case 2 -> assertFound(ask(caller, "GET", "/v1/files/" + file + "/content", null), found);
            case 3 -> {
                assertFound(ask(caller, "DELETE", "/v1/files/" + file, null), found);
                if (found) {
                    files.get(whose).remove(file);
                }
            }
            case 4 ->
                assertFound(
                        ask(
                                caller,
                                "POST",
                                "/v1/batches",
                                "{\"endpoint\":\"/v1/embeddings\",\"input_file_id\":\"" + file + "\"}"),
                        found);
            default -> files.get(who).add(uploaded(caller, "{}" + random.nextInt(4)));
        }
    }

    private void assertFound(HttpResponse<String> answer, boolean found) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(found ? 200 : 404);
    }

    private String any(Set<String> ids) {
        return ids.isEmpty() ? null : new ArrayList<>(ids).get(random.nextInt(ids.size()));
    }

    private Set<String> listed(TokenRegistry.Issued caller) throws Exception {
        Set<String> listed = new TreeSet<>();
        for (JsonNode file : json(ask(caller, "GET", "/v1/files", null)).path("data")) {
            listed.add(file.path("id").asText());
        }
        return listed;
    }
}
