package dev.serai.limits;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** How many tokens a text has, before the provider says. */
public final class TokenEstimate {

    private static final int BYTES_PER_TOKEN = 4;

    private static final int MOST_CHARS = 1 << 19;

    /** Counted at a time. */
    private static final int PIECE = 1 << 13;

    private static final int LONGEST_WORD = 1 << 10;

    private final Callable<Encoding> load;

    // a task rather than a lock: who waits for it gives its carrier thread free
    private volatile FutureTask<Encoding> loading;

    /** Loads nothing yet. */
    public TokenEstimate() {
        this(() -> Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE));
    }

    TokenEstimate(Callable<Encoding> load) {
        this.load = load;
        this.loading = new FutureTask<>(load);
    }

    /** A quarter of the bytes, rounded up: English prose has about four in a token. */
    public static long ofBytes(long promptBytes) {
        return promptBytes / BYTES_PER_TOKEN + (promptBytes % BYTES_PER_TOKEN > 0 ? 1 : 0);
    }

    /**
     * Counts the tokens of OpenAI's {@code o200k_base}, in which special tokens are mere text. It takes about 0.1 ms for 2
     * KB, and a second at the first call unless {@link #warm} was called: count where the exact number decides, estimate
     * elsewhere.
     *
     * <p>A run of characters that the encoding takes for one word costs hundreds of bytes each, and time: beyond what any
     * word has, it is cut, which may count a token more each time. What is beyond half a megabyte is estimated, at the rate
     * of what is before.
     */
    public long count(String text) {
        int most = Math.min(text.length(), MOST_CHARS);
        long tokens = 0;
        for (int start = 0; start < most; ) {
            int end = end(text, start, most);
            tokens += encoding().countTokensOrdinary(text.substring(start, end));
            start = end;
        }
        return text.length() == most ? tokens : (long) Math.ceil((double) tokens * text.length() / most);
    }

    /** Where a piece ends that can be counted alone: before a blank that begins a word, else anywhere. */
    private static int end(String text, int start, int most) {
        int end = Math.min(most, start + PIECE);
        if (end == most) {
            return end;
        }
        for (int i = end; i > end - LONGEST_WORD; i--) {
            if (text.charAt(i) == ' ' && isAscii(text.charAt(i - 1)) && Character.isLetter(text.charAt(i + 1))) {
                return i;
            }
        }
        return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }

    private static boolean isAscii(char c) {
        return c > ' ' && c < 0x7F;
    }

    /** Loads the encoding in the background. */
    public void warm() {
        Thread thread = new Thread(loading, "token-encoding");
        thread.setDaemon(true);
        thread.start();
    }

    private Encoding encoding() {
        FutureTask<Encoding> task = loading;
        task.run(); // does nothing where it runs or has run
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the encoding was loaded", e);
        } catch (ExecutionException e) {
            loading = new FutureTask<>(load); // it may have been for want of memory
            throw new IllegalStateException("the encoding cannot be loaded", e.getCause());
        }
    }
}
