package dev.serai.realtime;

import static dev.serai.realtime.RealtimeKit.CREATE;
import static dev.serai.realtime.RealtimeKit.budget;
import static dev.serai.realtime.RealtimeKit.models;
import static dev.serai.realtime.RealtimeKit.requests;
import static dev.serai.realtime.RealtimeKit.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry;
import dev.serai.routing.Generations;
import dev.serai.store.Actor;
import dev.serai.support.RoutesCopy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Responses of sessions are requests: each is admitted, or not, and the session with them. */
@Timeout(60)
@ExtendWith(SharedRealtime.class)
class AdmittedResponseTest {

    private static RealtimeKit kit;

    @BeforeAll
    static void share() {
        kit = SharedRealtime.kit();
    }

    @Test
    void responseBeyondALimit_isNotAskedFor_andTheSessionGoesOn() {
        RealtimeClient client = kit.client(kit.token(requests(2)));
        String first = "{\"type\":\"response.create\",\"event_id\":\"first\"}";
        String second = "{\"event_id\":\"second\",\"type\":\"response\\u002ecreate\"}";
        client.say(first);
        client.awaitMessage("response.done");
        client.say(second);
        client.awaitMessage("rate_limit");

        client.say("{\"type\":\"session.update\",\"after\":1}");
        within().until(() -> kit.provider.messages.contains("{\"type\":\"session.update\",\"after\":1}"));
        assertThat(kit.provider.messages).contains(first).doesNotContain(second);
        client.socket.abort();
    }

    @Test
    void responseThatTheProviderBeginsBeyondALimit_endsTheSession() {
        RealtimeClient client = kit.client(kit.token(requests(1)));
        client.say("begin");

        within().until(() -> client.closed == 1008);
    }

    @Test
    void budgetThatIsSpent_endsTheSession() {
        RealtimeClient client = kit.client(kit.token(budget("20")), "?model=openai/gpt-realtime-2");
        client.say("begin");
        client.say(
                "say:{\"type\":\"response.done\",\"response\":{\"usage\":{\"input_tokens\":10,\"output_tokens\":1000000}}}");
        client.awaitMessage("response.done");
        client.say(CREATE);

        client.awaitMessage("insufficient_quota");
        within().until(() -> client.closed == 1008);
    }

    @Test
    void keyThatIsRevoked_endsTheSession() {
        TokenRegistry.Issued caller = kit.token();
        RealtimeClient client = kit.client(caller);
        client.awaitMessage("session.created");
        kit.gateway.bean(TokenRegistry.class).revoke(caller.token().id(), null, Actor.SERAI);

        within().until(() -> client.closed == 1008); // nothing is asked for in it
    }

    @Test
    void modelThatTranscribes_isToBeAllowed() {
        RealtimeClient client = kit.client(kit.token(models("openai/gpt-realtime")));
        client.say(
                "say:{\"type\":\"session.updated\",\"session\":{\"audio\":{\"input\":{\"transcription\":{\"model\":\"dear\"}}}}}");

        client.awaitMessage("model_not_allowed");
        within().until(() -> client.closed == 1008);
    }

    @Test
    void session_outlivesReloads() throws Exception {
        RealtimeClient client = kit.client(kit.token());
        int before = kit.gateway.bean(Generations.class).serving().number();
        RoutesCopy.alias(kit.routes, "another", "inOrder", "", "openai/gpt-realtime");
        within().until(() -> kit.gateway.bean(Generations.class).serving().number() > before);
        client.say(CREATE);

        client.awaitMessage("response.done");
        client.socket.abort();
    }
}
