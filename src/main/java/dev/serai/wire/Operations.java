package dev.serai.wire;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is true of the operations that providers serve, each by its word in their files. */
public final class Operations {

    /** Members that are what a model is asked, whichever format they are in. */
    static final List<String> PROMPTS = List.of("messages", "prompt", "input", "contents", "content", "requests");

    private static final Map<String, String> PROMPT = Map.of(
            "chat",
            "messages",
            ApiRequest.COUNT,
            "messages",
            "completions",
            "prompt",
            "images",
            "prompt",
            "imageEdits",
            "prompt",
            "imageVariations",
            "prompt",
            "transcriptions",
            "prompt",
            "translations",
            "prompt",
            "rerank",
            "documents",
            "videos",
            "prompt");

    private static final Set<String> OF_SOUND = Set.of("speech", "transcriptions", "translations");
    private static final Set<String> UNWRITTEN = Set.of("embeddings", "rerank", "moderations", "videos");

    private Operations() {}

    /** The member that an operation's prompt is in. */
    static String promptMember(String operation) {
        return PROMPT.getOrDefault(operation, "input");
    }

    /** Whether an answer is tokens that the model writes: vectors, scores and verdicts are none. */
    public static boolean writes(String operation) {
        return !UNWRITTEN.contains(operation) && !operation.endsWith("Embeddings");
    }

    /** Whether an answer may be something else than JSON: sound, a text, subtitles. */
    public static boolean answersInBytes(String operation) {
        return OF_SOUND.contains(operation);
    }

    /**
     * Whether who is asked makes something that it keeps, and works on after it has answered: what became of such a request
     * that got no answer nobody knows, and whoever sent it again might have it made twice.
     */
    public static boolean makes(String operation) {
        return operation.equals("videos");
    }

    /** Whether it is answered with a connection on which both sides go on to speak. */
    public static boolean isSession(String operation) {
        return operation.startsWith("realtime");
    }

    /** Whether an answer is what somebody has said. */
    public static boolean hears(String operation) {
        return operation.equals("transcriptions") || operation.equals("translations");
    }
}
