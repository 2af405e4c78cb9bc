package dev.serai.access;

/** What somebody is known again by who was let in: a token that was shown, or what an issuer said. */
public sealed interface Proof permits ShownToken, Identity {

    /** Whether the other one is of the same token or person. */
    boolean isOfTheSame(Proof other);

    /** What it takes in memory, about. */
    int bytes();
}
