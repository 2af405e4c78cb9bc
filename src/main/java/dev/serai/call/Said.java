package dev.serai.call;

import dev.serai.wire.Memory;
import dev.serai.wire.MemoryShort;
import dev.serai.wire.RawObject;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * What is kept of what was said in a call, where its project wants that: the beginnings of the prompt and of the answer, as
 * bytes on their way, and no more than memory has room for.
 */
public final class Said {

    /** Of the prompt, as a multiple of what is shown: JSON is longer than what it says. */
    private static final int PROMPT = 4;
    /** Of the answer: an event of a stream has a word or two. */
    private static final int ANSWER = 24;

    private final Memory memory;
    private final int shown;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private byte[] prompt = {};
    private int promptBytes;
    private boolean full;
    private boolean read;

    /**
     * Nothing was said yet.
     *
     * @param memory what it is taken of
     * @param shown bytes that are shown in the end
     */
    public Said(Memory memory, int shown) {
        this.memory = memory;
        this.shown = shown;
    }

    /** Takes the prompt; null for none. */
    public void asks(RawObject.Slice asked) {
        if (asked != null && takes(Math.min(asked.length(), PROMPT * shown))) {
            promptBytes = asked.length();
            int end = asked.start() + Math.min(promptBytes, PROMPT * shown);
            prompt = Arrays.copyOfRange(asked.source(), asked.start(), end);
        }
    }

    /** Takes a part of the answer that goes to the client, unless that is read in other words than it is sent in. */
    public void sends(byte[] bytes, int length) {
        if (!read) {
            answers(bytes, length);
        }
    }

    /** Takes a part of the answer in OpenAI's words, which are not those that the client gets. */
    public void says(byte[] bytes) {
        read = true;
        answers(bytes, bytes.length);
    }

    private void answers(byte[] bytes, int length) {
        int room = Math.min(length, ANSWER * shown - answer.size());
        if (!full && room > 0 && takes(room)) {
            answer.write(bytes, 0, room);
        }
        full |= room < length;
    }

    private boolean takes(int bytes) {
        try {
            memory.take(bytes);
            return true;
        } catch (MemoryShort e) {
            full = true;
            return false;
        }
    }

    /** The prompt's JSON, or the beginning of it. */
    public byte[] prompt() {
        return prompt;
    }

    /** How many bytes the whole prompt has. */
    public int promptBytes() {
        return promptBytes;
    }

    /** The answer in OpenAI's words, or the beginning of it. */
    public byte[] answer() {
        return answer.toByteArray();
    }

    /** How many bytes are kept here. */
    public int size() {
        return prompt.length + answer.size();
    }
}
