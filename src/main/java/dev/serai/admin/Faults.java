package dev.serai.admin;

import dev.serai.access.Rules;
import dev.serai.wire.ApiException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with a request: all of it, so that it can be put right at once. */
public final class Faults {

    /**
     * One mistake.
     *
     * @param field path of the member or name of the parameter, {@code rules.limits.concurrent}
     * @param message what is wrong with it
     */
    public record Fault(String field, String message) {}

    /** 422: a request that was understood, and has mistakes. */
    public static final class Invalid extends ApiException {

        private static final long serialVersionUID = 1L;

        private final transient List<Fault> faults;

        Invalid(String code, String message, List<Fault> faults) {
            super(422, "invalid_request_error", code, null, message);
            this.faults = List.copyOf(faults);
        }

        public List<Fault> faults() {
            return faults;
        }
    }

    private final Set<Fault> faults = new LinkedHashSet<>();
    private final Set<String> unfit = new LinkedHashSet<>();

    void add(String field, String message) {
        faults.add(new Fault(field, message));
    }

    /** Notes a member at the top, of which something cannot even be read. */
    void unfit(String member) {
        unfit.add(member);
    }

    boolean has(String field) {
        return faults.stream().anyMatch(fault -> fault.field().equals(field));
    }

    List<Fault> list() {
        return List.copyOf(faults);
    }

    /** The names of those members. */
    Set<String> unfit() {
        return unfit;
    }

    /** Checks rules that have the right form. */
    void checkRules(Rules rules) {
        if (rules == null) {
            return;
        }
        rules.problems().forEach(sentence -> addSentence("rules.", sentence));
        if (rules.limits() != null) {
            rules.limits().problems().forEach(sentence -> addSentence("rules.limits.", sentence));
        }
    }

    /** A sentence that begins with the field. */
    private void addSentence(String prefix, String sentence) {
        String[] words = sentence.split(":? ", 2);
        add(prefix + words[0], words[words.length - 1]);
    }

    /**
     * Goes no further if anything is wrong.
     *
     * @throws Invalid with all of it
     */
    void refuse() {
        if (!faults.isEmpty()) {
            throw new Invalid("invalid_request", "The request has mistakes; errors names each", list());
        }
    }
}
