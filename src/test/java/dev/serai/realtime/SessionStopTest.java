package dev.serai.realtime;

import static dev.serai.realtime.RealtimeKit.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of sessions when the gateway stops. */
@Timeout(90)
class SessionStopTest {

    @Test
    void stop_endsSessions_andHasOnRecordWhatWasUnderWay() throws Exception {
        RealtimeClient client;
        TokenRegistry.Issued caller;
        RealtimeKit first = new RealtimeKit(Map.of());
        try (first) {
            caller = first.token();
            client = first.client(caller, "?model=openai/gpt-realtime-2");
            client.say("begin");
            client.awaitMessage("response.created");
        }

        assertThat(client.closed).isEqualTo(1001);
        assertThat(client.reason).isEqualTo("The gateway stops");
        try (RealtimeKit again = new RealtimeKit(Map.of("serai.data", first.data))) {
            within().untilAsserted(() -> assertThat(again.records(caller)).anySatisfy(record -> {
                assertThat(record.path("requestId").asText()).endsWith("-1");
                assertThat(record.path("status").asInt()).isEqualTo(502);
                assertThat(record.path("error").asText()).isEqualTo("session_ended");
                assertThat(record.path("estimated").asBoolean()).isTrue();
            }));
        }
    }
}
