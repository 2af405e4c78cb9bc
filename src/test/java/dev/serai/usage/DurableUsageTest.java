package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.journal.Journal;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.EventReader;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Where it is asked for, usage is on disk before the answer's last byte is sent. */
@TestPropertySource(properties = "serai.usage.durable=true")
class DurableUsageTest extends CallingGatewayTest {

    @Autowired
    private Journal journal;

    @Test
    void wholeAnswer_isOnDiskWhenItIsRead() throws Exception {
        long before = journal.last();

        call(token(Rules.NONE), chat("simulator/echo"));

        assertThat(journal.last()).isEqualTo(before + 1);
    }

    @Test
    void stream_isOnDiskWhenItsLastEventIsRead() throws Exception {
        long before = journal.last();

        try (EventReader stream = open(token(Rules.NONE), streamedChat("simulator/echo"))) {
            while (!EventReader.DONE.equals(stream.next())) {
                assertThat(journal.last()).isLessThanOrEqualTo(before + 1);
            }
            assertThat(journal.last()).isEqualTo(before + 1);
            assertThat(record(requestId(stream.response())))
                    .containsEntry("aborted", false)
                    .containsEntry("status", 200);
        }
    }

    @Test
    void refusal_isOnDiskWhenItIsRead() throws Exception {
        long before = journal.last();

        call(token(Rules.NONE), chat("no-such-model"));

        assertThat(journal.last()).isEqualTo(before + 1);
    }
}
