package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.store.Actor;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What operators see of the cache, and have it forget. */
class ManageCacheTest extends CachingGateway {

    @Autowired
    private AnswerCache cache;

    @Autowired
    private CacheUpkeep upkeep;

    @Autowired
    private MeterRegistry meters;

    private JsonNode delete(String query) throws Exception {
        HttpResponse<String> response =
                CLIENT.send(request("/manage/cache" + query).DELETE().build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    @Test
    void report_hasWhatIsGivenMost_withoutWhatItSays() throws Exception {
        delete("");
        Issued caller = token(Rules.NONE);
        String body = chat("cached", "a-secret-prompt");
        for (int i = 0; i < 4; i++) {
            call(caller, body);
        }
        call(caller, chat("cached", "another"));
        HttpResponse<String> report = get("/manage/cache?limit=1");
        JsonNode top = json(report).path("top");

        assertThat(top).hasSize(1);
        assertThat(top.get(0).path("hits").asInt()).isEqualTo(3);
        assertThat(top.get(0).path("project").asText()).isEqualTo(caller.token().project());
        assertThat(top.get(0).path("model").asText()).isEqualTo("cached");
        assertThat(report.body()).doesNotContain("a-secret-prompt").doesNotContain("answer ");
        assertThat(top.get(0).path("category").asText()).isEqualTo("response_cache");
        assertThat(top.get(0).path("priority").asInt()).isEqualTo(3);
        assertThat(top.get(0).path("files").asText()).hasSize(12);
        assertThat(top.get(0).path("prices").asText()).isNotEmpty();
        JsonNode reading = json(report).path("categories").path("response_cache");
        assertThat(reading.path("entries").asInt()).isEqualTo(2);
        assertThat(reading.path("bytes").asLong()).isBetween(500L, 10_000L);
        assertThat(reading.path("hits").asLong()).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"project", "model", "key", "category"})
    void delete_takesOutWhatIsMeant_andNothingElse(String what) throws Exception {
        delete("");
        Issued caller = token(Rules.NONE);
        Issued other = token(Rules.NONE);
        String body = chat("cached", "delete " + what);
        call(caller, body);
        call(other, chat("brief", "delete " + what));
        String query = switch (what) {
            case "project" -> "project=" + caller.token().project();
            case "model" -> "model=cached";
            case "category" -> "category=response_cache&model=cached";
            default -> "key=" + keyOf(caller);
        };
        assertThat(delete("?" + query).path("removed").asInt()).isEqualTo(1);
        assertThat(status(call(caller, body))).isEqualTo("miss");
        assertThat(cache.readings().get("response_cache").entries()).isEqualTo(2);
        assertThat(get("/manage/audit?limit=1").body()).contains("cache.clear").contains(query.split("[=&]", -1)[1]);
    }

    private String keyOf(Issued caller) throws Exception {
        for (JsonNode entry : json(get("/manage/cache")).path("top")) {
            if (entry.path("project").asText().equals(caller.token().project())) {
                return entry.path("key").asText();
            }
        }
        throw new AssertionError("nothing is kept for " + caller.token().project());
    }

    @Test
    void otherCategories_areShown_andForgottenAsAWhole() throws Exception {
        JsonNode categories = json(get("/manage/cache")).path("categories");
        for (String category : new String[] {"model_discovery", "summary_cache", "user_sessions"}) {
            assertThat(categories.path(category).path("maximumBytes").asLong())
                    .as(category)
                    .isPositive();
            assertThat(delete("?category=" + category).path("removed").asLong()).isNotNegative();
            assertThat(counted("cache.hits", category) + counted("cache.misses", category))
                    .isNotNegative();
        }
    }

    @Test
    void lookUps_areCounted_byCategory() throws Exception {
        delete("");
        Issued caller = token(Rules.NONE);
        call(caller, chat("faq", "its series begin"));
        double before = counted("cache.hits", "faq");
        double missed = counted("cache.misses", "faq");
        double plain = counted("cache.hits", "response_cache");
        for (int i = 0; i < 3; i++) {
            call(caller, chat("faq", "counted"));
        }
        call(caller, chat("cached", "counted"));
        call(caller, chat("cached", "counted"));
        assertThat(counted("cache.hits", "faq") - before).isEqualTo(2);
        assertThat(counted("cache.misses", "faq") - missed).isEqualTo(1);
        assertThat(counted("cache.hits", "response_cache") - plain).isEqualTo(1);
        assertThat(json(get("/manage/cache")).at("/categories/faq/entries").asInt())
                .isEqualTo(2);
        assertThat(json(get("/manage/cache")).at("/top/0/priority").asInt()).isEqualTo(5);
        assertThat(delete("?category=faq").path("removed").asInt()).isEqualTo(2);
        assertThat(status(call(caller, chat("cached", "counted")))).isEqualTo("hit");
    }

    private double counted(String name, String category) throws Exception {
        return meters.get(name).tag("category", category).functionCounter().count();
    }

    @Test
    void otherFiles_makeOtherAnswers_andWhatTheyMadeIsDropped() throws Exception {
        delete("");
        Issued caller = token(Rules.NONE);
        call(caller, chat("cached", "dropped"));
        upkeep.look();
        assertThat(status(call(caller, chat("cached", "dropped")))).isEqualTo("hit");
        assertThat(cache.removeUnless("others")).isEqualTo(1);
        assertThat(status(call(caller, chat("cached", "dropped")))).isEqualTo("miss");
        assertThat(meters.get("serai.cache.dropped")
                        .tag("reason", "files")
                        .functionCounter()
                        .count())
                .isPositive();
    }

    @Test
    void wrongSelection_isRefused() throws Exception {
        for (String query : new String[] {
            "?kye=x",
            "?key=x",
            "?category=other",
            "?category=summary_cache&model=x",
            "?project=",
            "?model=cached&project="
        }) {
            HttpResponse<String> response =
                    CLIENT.send(request("/manage/cache" + query).DELETE().build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(query).isEqualTo(422);
        }
    }

    @Test
    void deletedProject_leavesNothing() throws Exception {
        delete("");
        Project project = project(Rules.NONE);
        Issued caller = token(project, Rules.NONE);
        call(caller, chat("cached", "deleted"));
        assertThat(cache.readings().get("response_cache").entries()).isEqualTo(1);
        tokens.revoke(caller.token().id(), null, Actor.SERAI);
        projects.delete(project.id(), null, Actor.SERAI);
        assertThat(cache.readings().get("response_cache").entries()).isZero();
    }
}
