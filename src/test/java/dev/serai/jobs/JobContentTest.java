package dev.serai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.http.Reply;
import dev.serai.http.Sent;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What jobs say, as it is kept. */
class JobContentTest {

    @Test
    void content_isReadAsItWasWritten() {
        Random random = new Random(9);
        for (int i = 0; i < 200; i++) {
            byte[] body = new byte[random.nextInt(300)];
            random.nextBytes(body);
            Map<String, String> headers = Map.of("content-type", "text/\"" + random.nextInt(), "x-serai-tier", "gold");
            Sent sent = new Sent("/v1/chat\u0001/é", random.nextBoolean() ? "a=b&c" : null, "10.0.0.1", headers);

            JobContent.Asked asked = JobContent.asked(JobContent.of(new JobContent.Asked(sent, body)));
            Reply reply = JobContent.reply(JobContent.of(new Reply(429, headers, body)));

            assertThat(asked.sent()).isEqualTo(sent);
            assertThat(asked.body()).isEqualTo(body);
            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.headers()).isEqualTo(headers);
            assertThat(reply.body()).isEqualTo(body);
        }
    }
}
