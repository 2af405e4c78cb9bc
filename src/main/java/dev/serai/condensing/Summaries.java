package dev.serai.condensing;

import dev.serai.call.Call;
import java.util.function.Supplier;

/** Summaries that were made, by the digest of what they replace and whose it is: each is made once for as long as it is kept. */
public interface Summaries {

    /** The one of this digest; null if it is not known. */
    String known(String digest);

    /**
     * The one of this digest. Where it is not known, one of those who ask for it makes it, and the others wait; if that
     * fails, each of them may try.
     *
     * @param call that waits, until its client leaves
     * @param making makes it
     */
    String get(String digest, Call call, Supplier<String> making);
}
