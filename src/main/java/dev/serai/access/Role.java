package dev.serai.access;

/** What a token may do in the management API; each may do what those before it may. */
public enum Role {
    /** Reads what is of one project. */
    MEMBER,
    /** Reads what is no secret. */
    VIEWER,
    /** Changes projects, their tokens, prices and routes. */
    OPERATOR,
    /** Makes tokens with roles, sets provider keys and reads the audit and diagnostics. */
    ADMIN;

    /** Whether it may do what this one may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
