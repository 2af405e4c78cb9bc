package dev.serai.wire;

import java.io.ByteArrayOutputStream;
import java.util.Set;

/**
 * Looks through JSON while it passes, in memory that does not grow with it: short texts and the names that they stand
 * under, at whatever depth, and the bytes of one object of interest. Several values, a line each, are the same. What is no
 * JSON gives texts that nobody looks for.
 */
public final class JsonPass {

    /** Who is told. */
    public interface Sink {

        /**
         * A text that is a value, or an element of a list.
         *
         * @param name of the last member before it; empty where there is none
         * @param depth 1 for a member of the outermost object
         */
        void text(String name, String value, int depth);

        /** The beginning of a text that is longer. */
        default void beginning(String name, String value, int depth) {}

        /** An object that was looked for, at the depth of the member that it is. */
        default void object(byte[] json, int depth) {}

        /**
         * An object or a list begins.
         *
         * @param name of the last member before it; empty where there is none
         * @param depth of the member that it is; 0 for the outermost
         */
        default void opens(String name, int depth) {}

        /** The end of the innermost that is open. */
        default void closes(int depth) {}

        /** The end of a line, where each is a value of its own. */
        default void line() {}

        /** There was what JSON does not have there: other readers may see something else from here on. */
        default void odd() {}
    }

    private static final int LARGEST_OBJECT = 1 << 14;
    private static final int NONE = -1;

    private final Sink sink;
    private final boolean lines;
    private final Set<String> wanted;
    private final PassedText text = new PassedText();
    private final ByteArrayOutputStream object = new ByteArrayOutputStream(0);
    private boolean inText;
    private String pending;
    private String name = "";
    private int depth;
    private int objectDepth = NONE;
    private boolean begun;

    /**
     * Begins.
     *
     * @param lines whether each line is a value of its own
     * @param wanted the names of the objects that are of interest
     */
    public JsonPass(Sink sink, boolean lines, Set<String> wanted) {
        this.sink = sink;
        this.lines = lines;
        this.wanted = wanted;
    }

    /** The next bytes. */
    public void add(byte[] bytes, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            add(bytes[i]);
        }
    }

    /** Nothing follows. */
    public void end() {
        settle();
        if (lines && begun) {
            line();
        }
    }

    /** How many bytes the text has that is told, without escapes. */
    public long textBytes() {
        return text.bytes();
    }

    private void add(byte b) {
        if (objectDepth != NONE && object.size() < LARGEST_OBJECT) {
            object.write(b);
        }
        if (inText && b >= 0 && b < ' ') {
            sink.odd();
        }
        if (b == '\n') { // no text has one
            inText = false;
            if (lines) {
                settle();
                line();
            }
        } else if (inText) {
            if (text.endsWith(b)) {
                inText = false;
                pending = text.value();
            }
        } else {
            between(b);
        }
    }

    private void line() {
        depth = 0;
        objectDepth = NONE;
        name = "";
        begun = false;
        sink.line();
    }

    private void between(byte b) {
        switch (b) {
            case ' ', '\t', '\r' -> {}
            case ':' -> {
                name = pending == null || text.isCut() ? "" : pending;
                pending = null;
            }
            case '"' -> {
                settle();
                begun = true;
                inText = true;
                text.begin();
            }
            case '{', '[' -> opens(b);
            case '}', ']' -> closes();
            default -> {
                settle();
                if (b >= 0 && !Character.isLetterOrDigit(b) && "+-.,".indexOf(b) < 0) {
                    sink.odd();
                }
            }
        }
    }

    private void opens(byte b) {
        settle();
        begun = true;
        sink.opens(name, depth);
        depth++;
        if (b == '{' && objectDepth == NONE && wanted.contains(name)) {
            objectDepth = depth;
            object.reset();
            object.write(b);
        }
    }

    private void closes() {
        settle();
        if (depth == objectDepth) {
            objectDepth = NONE;
            if (object.size() < LARGEST_OBJECT) {
                sink.object(object.toByteArray(), depth - 1);
            }
        }
        depth = Math.max(0, depth - 1);
        sink.closes(depth);
    }

    /** What no colon followed was a value. */
    private void settle() {
        if (pending != null) {
            String value = pending;
            pending = null;
            if (text.isCut()) {
                sink.beginning(name, value, depth);
            } else {
                sink.text(name, value, depth);
            }
        }
    }
}
