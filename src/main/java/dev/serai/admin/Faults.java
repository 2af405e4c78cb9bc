package dev.serai.admin;

import dev.serai.access.Rules;
import dev.serai.wire.ApiException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a request: all of it, so that it can be put right at once. */
final class Faults {

    private static final int NAME_LENGTH = 100;

    /**
     * One mistake.
     *
     * @param field path of the member or name of the parameter, {@code rules.limits.concurrent}
     * @param message what is wrong with it
     */
    record Fault(String field, String message) {}

    /** 422: a request that was understood, and has mistakes. */
    static final class Invalid extends ApiException {

        private static final long serialVersionUID = 1L;

        private final transient List<Fault> faults;

        Invalid(String code, String message, List<Fault> faults) {
            super(422, "invalid_request_error", code, null, message);
            this.faults = List.copyOf(faults);
        }

        List<Fault> faults() {
            return faults;
        }
    }

    private final List<Fault> faults = new ArrayList<>();

    void add(String field, String message) {
        faults.add(new Fault(field, message));
    }

    boolean has(String field) {
        return faults.stream().anyMatch(fault -> fault.field().equals(field));
    }

    /** The names of the members at the top in which there is a mistake. */
    List<String> members() {
        return faults.stream().map(fault -> fault.field().split("[.\\[]", 2)[0]).toList();
    }

    /** Checks what people call something. */
    void checkName(String name) {
        if (has("name")) {
            return;
        }
        if (name == null) {
            add("name", "is required");
        } else if (name.isBlank()
                || name.codePointCount(0, name.length()) > NAME_LENGTH
                || name.chars().anyMatch(Character::isISOControl)) {
            add("name", "must have 1 to " + NAME_LENGTH + " characters, not only spaces, and no control characters");
        }
    }

    /** Checks rules that have the right form. */
    void checkRules(Rules rules) {
        if (rules == null) {
            return;
        }
        Rules others = new Rules(rules.models(), rules.endpoints(), rules.addresses(), null, rules.budget());
        others.problems().forEach(sentence -> addSentence("rules.", sentence));
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
            throw new Invalid("invalid_request", "The request has mistakes; errors names each", faults);
        }
    }
}
