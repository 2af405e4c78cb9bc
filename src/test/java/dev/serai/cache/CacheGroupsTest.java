package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whoever asks, nobody is given what somebody else got, unless all whom it concerns say so. */
class CacheGroupsTest extends CachingGateway {

    private final Random random = new Random(23);

    /** A project, what it says, and its callers. */
    private record Member(Project project, String rule, List<Issued> callers) {

        /** Whether what one of these got may be given to another one. */
        boolean mayGive(int caller, Member other, int otherCaller) {
            return project.id().equals(other.project.id())
                    ? caller == otherCaller || rule.startsWith("shared")
                    : rule.startsWith("shared:") && rule.equals(other.rule);
        }
    }

    private record Maker(Member member, int caller) {}

    @Test
    void anyTwoCallers_shareAnAnswer_onlyIfAllConcernedSaySo() throws Exception {
        List<Member> members = new ArrayList<>();
        String[] rules = {"on", "shared", "shared:a", "shared:a", "shared:b", "shared:a", "shared:b", "shared"};
        for (String rule : rules) {
            Project project = project(cache(rule));
            members.add(new Member(project, rule, List.of(token(project, Rules.NONE), token(project, Rules.NONE))));
        }
        Map<String, Maker> makers = new HashMap<>();
        int shared = 0;
        for (int i = 0; i < 300; i++) {
            Member member = members.get(random.nextInt(members.size()));
            int caller = random.nextInt(2);
            String body = chat(random.nextBoolean() ? "plain" : "faq", "any " + random.nextInt(8));
            HttpResponse<String> answer = call(member.callers().get(caller), body);
            String said = body + answer.body();
            Maker maker = makers.putIfAbsent(said, new Maker(member, caller));
            assertThat(status(answer)).isEqualTo(maker == null ? "miss" : "hit");
            if (maker != null) {
                assertThat(maker.member().mayGive(maker.caller(), member, caller))
                        .as("%s gives to %s", maker, member)
                        .isTrue();
                shared += maker.member().equals(member) ? 0 : 1;
            }
        }
        assertThat(shared).as("given to others").isPositive();
        assertThat(makers.values().stream().map(Maker::member).distinct()).hasSizeGreaterThan(4);
    }

    @Test
    void projectsThatSaySo_shareAnswers_forAsLongAsAllSaySo() throws Exception {
        Project one = project(cache("shared:team"));
        Project other = project(cache("shared:team"));
        Issued caller = token(other, Rules.NONE);
        String body = chat("cached", "team");
        String first = call(token(one, Rules.NONE), body).body();
        assertThat(call(caller, body).body()).isEqualTo(first);
        assertThat(status(call(token(cache("shared:another")), body))).isEqualTo("miss");
        change(one, cache("on"), Map.of());
        assertThat(status(call(caller, body))).as("whose it is has left").isEqualTo("miss");
        change(one, cache("shared:team"), Map.of("tier", "gold"));
        assertThat(status(call(token(one, Rules.NONE), body)))
                .as("what routes may look at is another")
                .isEqualTo("miss");
    }

    @Test
    void whatAProviderKeepsForAProject_isToldToNoOther_byAnAnswer() throws Exception {
        Issued one = token(cache("shared:files"));
        String id = "file-" + random.nextInt(1 << 30);
        UPSTREAM.answer(Script.json(200, "{\"id\":\"" + id + "\"}"));
        assertThat(callAt("/v1/things", one, "{}", "x-serai-provider", "openai").statusCode())
                .isEqualTo(200);
        UPSTREAM.answer(CachingGateway::next);
        String body = "{\"model\":\"cached\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":"
                + "{\"file_id\":\"" + id + "\"}}]}]}";
        assertThat(status(call(one, body))).isEqualTo("miss");
        assertThat(status(call(one, body))).isEqualTo("hit");
        assertThat(call(token(cache("shared:files")), body).statusCode()).isEqualTo(404);
    }

    private void change(Project project, Rules rules, Map<String, String> metadata) {
        projects.update(
                project.id(),
                null,
                it -> new dev.serai.access.ProjectRegistry.Draft(it.name(), it.active(), rules, Map.of(), metadata),
                dev.serai.store.Actor.SERAI);
    }
}
