package dev.serai.cache;

import dev.serai.wire.Memory;
import dev.serai.wire.MemoryShort;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** What a stream says in OpenAI's words, where its client gets it in others; within the bytes that are kept of it. */
final class Alongside implements Consumer<byte[]> {

    private final ByteArrayOutputStream chat = new ByteArrayOutputStream(0);
    private final long most;
    private final Memory memory;
    private boolean full;

    Alongside(long most, Memory memory) {
        this.most = most;
        this.memory = memory;
    }

    @Override
    public void accept(byte[] events) {
        if (full || chat.size() + events.length > most) {
            full = true;
            chat.reset();
            return;
        }
        try {
            memory.take(2L * events.length); // in a buffer that doubles
            chat.writeBytes(events);
        } catch (MemoryShort e) {
            full = true;
        }
    }

    /** All of it; null where that is too much. */
    byte[] all() {
        return full ? null : chat.toByteArray();
    }
}
