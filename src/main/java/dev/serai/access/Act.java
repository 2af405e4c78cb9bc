package dev.serai.access;

/** What can be done under {@code /manage}, and the least role that it takes. There is no other place that says it. */
public enum Act {
    /** By who is not known yet. */
    LOG_IN(Role.MEMBER),
    LOG_OUT(Role.MEMBER),
    /** What is of a project, as far as the {@link Scope} of who reads goes, and what is nobody's. */
    READ_OWN(Role.MEMBER),
    READ(Role.VIEWER),
    CHANGE_PROJECTS(Role.OPERATOR),
    CHANGE_TOKENS(Role.OPERATOR),
    /** What is read or tried anew was put there by somebody else. */
    RELOAD(Role.OPERATOR),
    FORCE_BREAKERS(Role.OPERATOR),
    /** What is taken out is asked for once more. */
    CLEAR_CACHE(Role.OPERATOR),
    /** Somebody is told of a test, or nobody of what is wrong. */
    SILENCE_ALERTS(Role.OPERATOR),
    /** Whoever makes a token with a role, or has one of their own rotated, gets what it may do. */
    TOUCH_ROLES(Role.ADMIN),
    SET_PROVIDER_KEYS(Role.ADMIN),
    READ_AUDIT(Role.ADMIN),
    /** It says much of the machine, and stops all requests for a moment. */
    DIAGNOSE(Role.ADMIN),
    /** Files of routes are code. */
    CHECK_ROUTES(Role.ADMIN),
    /** A route that was stopped refuses its requests. */
    CHANGE_MBEANS(Role.ADMIN);

    private final Role least;

    Act(Role least) {
        this.least = least;
    }

    public Role least() {
        return least;
    }
}
