package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.store.Actor;
import dev.serai.tiers.TierReading;
import dev.serai.time.Degraded;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Answers that have left memory are found on disk, and in Redis where they are not there either; by nobody else. */
@Timeout(180)
class CacheTiersTest extends TieredGateway {

    @Autowired
    private HealthContributorRegistry parts;

    @Autowired
    private MeterRegistry meters;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatHasLeftMemory_isFoundBelow_andInMemoryFromThenOn(boolean stream) throws Exception {
        Issued caller = token(Rules.NONE);
        String body = chat("cached", "below " + stream, stream ? "\"stream\":true," : "");
        String first = keptBelow(caller, body, true);
        long before = hits("disk");
        HttpResponse<String> second = call(caller, body);

        assertThat(status(second)).isEqualTo("hit");
        assertThat(second.body()).isEqualTo(first);
        assertThat(second.headers().firstValue("x-serai-provider")).contains("openai");
        assertThat(hits("disk")).isEqualTo(before + 1);
        assertThat(status(call(caller, body))).isEqualTo("hit");
        assertThat(hits("disk")).as("it is in memory").isEqualTo(before + 1);
        assertThat(UPSTREAM.received()).hasSize(1);
        assertThat(record(requestId(second))).containsEntry("cached", true).containsEntry("saved_tokens", 5L);
    }

    @Test
    void whatTheDiskHasNot_isFoundInRedis_andOnDiskFromThenOn() throws Exception {
        Issued caller = token(Rules.NONE);
        String body = chat("cached", "redis");
        String first = keptBelow(caller, body, false);
        long before = hits("redis");
        assertThat(call(caller, body).body()).isEqualTo(first);
        assertThat(hits("redis")).isEqualTo(before + 1);
        await(() -> tiers.readings().get("disk").entries(), it -> it == 1);
        assertThat(UPSTREAM.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherTenant_isGivenNothing_andSeesNoDifference(boolean onDisk) throws Exception {
        Issued caller = token(cache("shared"));
        Issued other = token(cache("shared"));
        String body = chat("cached", "tenants " + onDisk);
        String first = keptBelow(caller, body, onDisk);
        Map<String, TierReading> before = tiers.readings();
        HttpResponse<String> asked = call(other, body);
        assertThat(status(asked)).isEqualTo("miss");
        assertThat(asked.body()).isNotEqualTo(first);
        // what others have asked is looked for as what nobody has: as often, and found nowhere
        tiers.readings().forEach((tier, now) -> {
            assertThat(now.misses()).as(tier).isEqualTo(before.get(tier).misses() + 1);
            assertThat(now.hits()).as(tier).isEqualTo(before.get(tier).hits());
            assertThat(now.refused()).as(tier).isEqualTo(before.get(tier).refused());
        });
        assertThat(asked.headers().firstValue("age")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherTenantsAnswer_poisonsNobody(boolean onDisk) throws Exception {
        Issued caller = token(cache("shared"));
        Issued other = token(cache("shared"));
        String body = chat("cached", "poison " + onDisk);
        keptBelow(other, body, onDisk);
        String first = keptBelow(caller, body, onDisk);
        call(other, body, "x-serai-cache", "refresh");
        forgetMemory();
        assertThat(call(caller, body).body()).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"project", "model", "category", ""})
    void delete_reachesAllTiers(String what) throws Exception {
        Issued caller = token(Rules.NONE);
        String body = chat("cached", "delete " + what);
        keptBelow(caller, body, true);
        delete(
                switch (what) {
                    case "project" -> "?project=" + caller.token().project();
                    case "model" -> "?model=cached";
                    case "category" -> "?category=response_cache";
                    default -> "";
                });
        assertThat(status(call(caller, body))).isEqualTo("miss");
        assertThat(await(() -> tiers.readings().get("disk").entries(), it -> it <= 1))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void deletedProject_leavesNothing() throws Exception {
        Project project = project(Rules.NONE);
        Issued caller = token(project, Rules.NONE);
        keptBelow(caller, chat("cached", "deleted"), true);
        assertThat(tiers.readings().get("disk").entries()).isEqualTo(1);
        tokens.revoke(caller.token().id(), null, Actor.SERAI);
        projects.delete(project.id(), null, Actor.SERAI);
        assertThat(await(() -> tiers.readings().get("disk").entries(), it -> it == 0))
                .isZero();
    }

    @Test
    void redisThatIsAway_costsNoAnswer_andIsTold() throws Exception {
        redis.stop();
        try {
            await(() -> tiers.trouble().orElse(""), it -> it.startsWith("redis: "));
            Issued caller = token(Rules.NONE);
            String body = chat("cached", "away");
            assertThat(status(call(caller, body))).isEqualTo("miss");
            assertThat(status(call(caller, body))).isEqualTo("hit");
            Health health = ((HealthIndicator) parts.getContributor("cache")).health();
            assertThat(health.getStatus()).isEqualTo(Degraded.STATUS);
            assertThat(health.getDetails().get("trouble").toString()).startsWith("redis: ");
        } finally {
            redis.start();
        }
        await(() -> tiers.trouble().isEmpty(), it -> it);
    }

    @Test
    void report_hasTheTiers() throws Exception {
        keptBelow(token(Rules.NONE), chat("cached", "report"), true);
        JsonNode report = json(get("/manage/cache")).path("tiers");
        assertThat(report.path("disk").path("entries").asLong()).isEqualTo(1);
        assertThat(report.path("disk").path("maximumBytes").asLong()).isEqualTo(32 << 20);
        assertThat(report.path("redis").path("kept").asLong()).isPositive();
        assertThat(meters.get("serai.cache.tier.writes")
                        .tags("tier", "disk", "outcome", "kept")
                        .functionCounter()
                        .count())
                .isEqualTo((double) tiers.readings().get("disk").kept());
        assertThat(report.path("disk").path("bytes").asLong()).isPositive();
        assertThat(meters.find("serai.cache.disk").gauge()).isNotNull();
    }
}
