package dev.serai.provider;

/** A parameter of a provider is not what it is meant to be. */
public final class InvalidParameter extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String parameter;

    /** Says what is wrong with it. */
    public InvalidParameter(String provider, String parameter, String what) {
        super("provider " + provider + ": " + what);
        this.parameter = parameter;
    }

    /** Its name, for those who know where it is written. */
    public String parameter() {
        return parameter;
    }
}
