package dev.serai.limits;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** How many tokens a text has, before the provider says. */
public final class TokenEstimate {

    private static final int BYTES_PER_TOKEN = 4;

    // a task rather than a lock: who waits for it gives its carrier thread free
    private final FutureTask<Encoding> encoding =
            new FutureTask<>(() -> Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE));

    /** A quarter of the bytes, rounded up: English prose has about four in a token. */
    public static long ofBytes(long promptBytes) {
        return promptBytes / BYTES_PER_TOKEN + (promptBytes % BYTES_PER_TOKEN > 0 ? 1 : 0);
    }

    /**
     * Counts the tokens of OpenAI's {@code o200k_base}, in which special tokens are mere text. It takes about 0.1 ms for 2
     * KB, and a second at the first call unless {@link #warm} was called: count where the exact number decides, estimate
     * elsewhere.
     */
    public long count(String text) {
        return encoding().countTokensOrdinary(text);
    }

    /** Loads the encoding in the background. */
    public void warm() {
        Thread thread = new Thread(encoding, "token-encoding");
        thread.setDaemon(true);
        thread.start();
    }

    private Encoding encoding() {
        encoding.run(); // does nothing where it runs or has run
        try {
            return encoding.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the encoding was loaded", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the encoding cannot be loaded", e.getCause());
        }
    }
}
