package dev.serai.access;

/** A token with its rules compiled, and who calls with it. */
final class KnownToken {

    private final Token token;
    private final Rules.Compiled rules;
    private volatile Caller caller;

    KnownToken(Token token, Rules.Compiled rules) {
        this.token = token;
        this.rules = rules;
    }

    Token token() {
        return token;
    }

    Rules.Compiled rules() {
        return rules;
    }

    /**
     * The caller that it stands for: the same one for every request, until the token or its project changes.
     *
     * @param project null where it belongs to none
     */
    Caller caller(Directory.KnownProject project) {
        Caller known = caller;
        if (known == null || known.isOfOther(project)) {
            known = Caller.with(this, project);
            caller = known;
        }
        return known;
    }
}
