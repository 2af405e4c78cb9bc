package dev.serai.access;

/**
 * A person as an issuer has vouched for them.
 *
 * @param subject what the issuer knows them by
 * @param name for people
 * @param role what the issuer's claims make them here
 * @param project the id of the one that a member sees, else null
 * @param idToken what the issuer said it by, for when they leave; null where it is not kept
 */
public record Identity(String subject, String name, Role role, String project, String idToken) implements Proof {

    private static final int BYTES = 300;

    @Override
    public boolean isOfTheSame(Proof other) {
        return other instanceof Identity identity && identity.subject.equals(subject);
    }

    @Override
    public int bytes() {
        return BYTES + subject.length() + name.length() + (idToken == null ? 0 : idToken.length());
    }

    /** As the audit has them. */
    String known() {
        return name.isEmpty() ? "oidc " + subject : "oidc " + subject + " " + name;
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return known();
    }
}
