package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What people are told of a failure. */
class ReasonTest {

    @Test
    void messageNearestToTheCause_isTold() {
        assertThat(Reason.of(new IllegalStateException("outer", new IOException("No space left on device"))))
                .isEqualTo("No space left on device");
    }

    @Test
    void whatHasNoMessage_isNamed() {
        assertThat(Reason.of(new ClosedChannelException())).isEqualTo("ClosedChannelException");
        assertThat(Reason.of(new CompletionException(null, new ClosedChannelException())))
                .isEqualTo("ClosedChannelException");
        assertThat(Reason.of(new IOException("outer", new ClosedChannelException())))
                .isEqualTo("outer (ClosedChannelException)");
        assertThat(Reason.of(new NullPointerException(null))).isEqualTo("NullPointerException");
    }

    @Test
    void fileThatIsMissing_isSaidToBe() {
        assertThat(Reason.of(new NoSuchFileException("/a/b"))).isEqualTo("NoSuchFileException: /a/b");
        assertThat(Reason.of(new FileSystemException("/a/b", null, "Read-only file system")))
                .isEqualTo("/a/b: Read-only file system");
    }

    @Test
    void causesInACircle_end() {
        IllegalStateException one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("two", one));

        assertThat(Reason.of(one)).isIn("one", "two");
    }
}
