package dev.serai.condensing;

import java.util.Optional;

/**
 * What an alias says of conversations that do not fit a target.
 *
 * @param summarises whether a summary takes the place of older turns
 * @param truncates whether older turns are left out; where they are to be summarised, only if that fails
 */
public record Condense(boolean summarises, boolean truncates) {

    /** Of an alias that says nothing: the provider decides. */
    public static final Condense NONE = new Condense(false, false);

    /** The forms that it has in a file. */
    public static final String FORMS = "none, truncate, summarise or summarise,truncate";

    /** The alias that makes summaries. */
    public static final String SUMMARISER = "condense";

    /** What a word of a file means. */
    public static Optional<Condense> named(String word) {
        return switch (word) {
            case "none" -> Optional.of(NONE);
            case "truncate" -> Optional.of(new Condense(false, true));
            case "summarise" -> Optional.of(new Condense(true, false));
            case "summarise,truncate" -> Optional.of(new Condense(true, true));
            default -> Optional.empty();
        };
    }

    /** Whether anything is done. */
    public boolean acts() {
        return summarises || truncates;
    }

    /** The same as the caller has it, whose word on truncation goes first: who lets it be cut wants no summary. */
    Condense asSaid(Truncation said) {
        return switch (said) {
            case AUTO -> new Condense(false, true);
            case DISABLED -> new Condense(summarises, false);
            case UNSAID -> this;
        };
    }

    /** What a request says of truncation, in the Responses API's words. */
    enum Truncation {
        AUTO,
        DISABLED,
        UNSAID
    }
}
