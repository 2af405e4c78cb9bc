package dev.serai.answers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers that are not in the database yet, each in its last state: no more than there is room for. */
final class WaitingAnswers {

    private static final long MOST_CHARACTERS = 16 << 20;
    private static final int BATCH = 200;
    private static final long BATCH_CHARACTERS = 4 << 20;

    private final Map<KeptAnswer.Key, KeptAnswer> answers = new LinkedHashMap<>();
    private long characters;

    /** The one of that key, if it waits. */
    synchronized Optional<KeptAnswer> find(KeptAnswer.Key key) {
        return Optional.ofNullable(answers.get(key));
    }

    /** An owner's that have one of these items. */
    synchronized List<String> withItems(String owner, Set<String> items) {
        return answers.values().stream()
                .filter(it -> it.owner().equals(owner) && it.items().stream().anyMatch(items::contains))
                .map(KeptAnswer::id)
                .toList();
    }

    /** Adds one, or another state of it; gives whether there was room. */
    synchronized boolean add(KeptAnswer answer) {
        KeptAnswer before = answers.get(answer.key());
        long more = answer.size() - (before == null ? 0 : before.size());
        if (characters + more > MOST_CHARACTERS) {
            return false;
        }
        answers.remove(answer.key()); // it goes to the end
        answers.put(answer.key(), answer);
        characters += more;
        return true;
    }

    /** Forgets one; gives whether it was there. */
    synchronized boolean remove(KeptAnswer.Key key) {
        KeptAnswer known = answers.remove(key);
        characters -= known == null ? 0 : known.size();
        return known != null;
    }

    /** Forgets it, unless another state of it has come meanwhile. */
    synchronized void written(KeptAnswer answer) {
        if (answers.remove(answer.key(), answer)) {
            characters -= answer.size();
        }
    }

    /** Those that have waited for longest. */
    synchronized List<KeptAnswer> next() {
        List<KeptAnswer> batch = new ArrayList<>();
        long size = 0;
        for (KeptAnswer answer : answers.values()) {
            if (batch.size() == BATCH || (size > 0 && size + answer.size() > BATCH_CHARACTERS)) {
                break;
            }
            batch.add(answer);
            size += answer.size();
        }
        return batch;
    }
}
