package dev.serai.check;

import dev.serai.balancing.BalancerOptions;
import dev.serai.resources.NamedBeans;
import dev.serai.wire.Spelling;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The names of what route files can name, for a check without the application that makes them. */
public final class KnownBeans implements NamedBeans {

    public static final Set<String> BALANCERS = Set.of(
            "inOrder",
            "roundRobin",
            "weightedRandom",
            "leastConnections",
            "leastLatency",
            "lowestCost",
            "adaptive",
            "sticky");

    public static final Set<String> STEPS = Set.of(
            "account",
            "authenticate",
            "readChat",
            "readCompletion",
            "readEmbeddings",
            "readRerank",
            "readModerations",
            "readImages",
            "readImageEdits",
            "readImageVariations",
            "readSpeech",
            "readTranscription",
            "readTranslation",
            "readVideos",
            "queue",
            "limit",
            "spend",
            "batches",
            "prepare",
            "authorize",
            "accept",
            "keep",
            "unreachable",
            "answer",
            "promptAnswer",
            "condense",
            "unserved",
            "openaiError",
            "clientError",
            "promptError",
            "findCached",
            "keepAnswer",
            "staleAnswer",
            "recall",
            "remember",
            "answerLater",
            "findAnswer",
            "tellAnswer",
            "findKeeper",
            "deleteAnswer",
            "cancelAnswer",
            "deferral",
            "promiseJob",
            "findJob",
            "listJobs",
            "cancelJob",
            "deleteJob",
            "simulator",
            "upstreamHeaders",
            "quietly");

    private static final Object THERE = new Object();

    /** Bound to each generation by {@link Equipment}. */
    static final Set<String> OF_GENERATIONS = Set.of(
            "resolve",
            "permit",
            "askInTurn",
            "countTokens",
            "estimateTokens",
            "readPrompt",
            "listModels",
            "getModel",
            "judge",
            "unanswered",
            "webhook");

    /** For messages: which of them somebody meant. */
    static String hint(String name) {
        return Stream.of(STEPS, BALANCERS, OF_GENERATIONS)
                .map(names -> Spelling.like(name, names))
                .flatMap(Optional::stream)
                .findFirst()
                .map(it -> ": did you mean " + it + "?")
                .orElse("");
    }

    @Override
    public Object lookupByName(String name) {
        int question = name.indexOf('?');
        if (question > 0 && BALANCERS.contains(name.substring(0, question))) {
            BalancerOptions.of(name);
            return THERE;
        }
        return STEPS.contains(name) || BALANCERS.contains(name) || name.startsWith("breaker-") ? THERE : null;
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        return null; // nobody looks into one
    }
}
