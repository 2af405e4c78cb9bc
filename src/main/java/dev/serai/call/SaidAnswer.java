package dev.serai.call;

import java.util.function.Supplier;

/**
 * A whole answer in the words of a provider that speaks the client's own format. To a step that works with it, it is the chat
 * completion that it would have been.
 */
public final class SaidAnswer {

    private final byte[] bytes;
    private final Supplier<byte[]> chat;
    private byte[] translated;

    /**
     * Takes an answer.
     *
     * @param chat makes a chat completion of it
     */
    public SaidAnswer(byte[] bytes, Supplier<byte[]> chat) {
        this.bytes = bytes;
        this.chat = chat;
    }

    /** As it came. */
    public byte[] bytes() {
        return bytes;
    }

    /** In OpenAI's words. */
    public synchronized byte[] chat() {
        if (translated == null) {
            translated = chat.get();
        }
        return translated;
    }
}
