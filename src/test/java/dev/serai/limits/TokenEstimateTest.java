package dev.serai.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEstimateTest {

    @Test
    void bytes_areAQuarterAsManyTokensRoundedUp() {
        assertThat(TokenEstimate.ofBytes(0)).isZero();
        assertThat(TokenEstimate.ofBytes(1)).isEqualTo(1);
        assertThat(TokenEstimate.ofBytes(8)).isEqualTo(2);
        assertThat(TokenEstimate.ofBytes(9)).isEqualTo(3);
    }

    @Test
    void text_isCountedExactly() {
        TokenEstimate estimate = new TokenEstimate();
        estimate.warm();
        assertThat(estimate.count("Hello, world!")).isEqualTo(4);
        assertThat(estimate.count("")).isZero();
    }

    @Test
    void encodingThatCouldNotBeLoaded_isLoadedByTheNext() {
        AtomicInteger loads = new AtomicInteger();
        TokenEstimate estimate = new TokenEstimate(() -> {
            if (loads.incrementAndGet() == 1) {
                throw new OutOfMemoryError("for a moment");
            }
            return Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
        });
        assertThatThrownBy(() -> estimate.count("Hello")).hasMessage("the encoding cannot be loaded");
        assertThat(estimate.count("Hello, world!")).isEqualTo(4);
        assertThat(estimate.count("Hello, world!")).isEqualTo(4);
        assertThat(loads).hasValue(2);
    }

    /** Two words and a half, cut nowhere that changes anything. */
    @Test
    void longText_isCountedAsAWhole() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 200_000; i++) {
            text.append("Line ")
                    .append(i)
                    .append(": the quick brown fox doesn't jump, über 12345 (maybe).\n\n\tx = y;  z\n");
        }
        long exact = Encodings.newLazyEncodingRegistry()
                .getEncoding(EncodingType.O200K_BASE)
                .countTokensOrdinary(text.toString());

        assertThat(new TokenEstimate().count(text.toString())).isEqualTo(exact);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "\n", "\uD83D\uDE00", "7", "\u4e2d", "-", "a ", "\t ", "A", "\u00e9", "'s"})
    void fourMegabytesOfOneThing_takeLittleMemory(String thing) {
        TokenEstimate estimate = new TokenEstimate();
        estimate.count("warm");
        String text = thing.repeat(4_000_000 / thing.length());
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        long tokens = estimate.count(text);
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

        assertThat(tokens).isBetween(4_000L, 12_000_000L);
        assertThat(allocated).isLessThan(600_000_000L);
    }

    @Test
    void specialToken_isMereText() {
        assertThat(new TokenEstimate().count("<|endoftext|>")).isGreaterThan(1);
    }
}
