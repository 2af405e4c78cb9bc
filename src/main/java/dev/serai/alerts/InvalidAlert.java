package dev.serai.alerts;

/** A parameter of an alert is not what it is meant to be. */
public final class InvalidAlert extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String parameter;

    InvalidAlert(String parameter, String what) {
        super(parameter + ": " + what);
        this.parameter = parameter;
    }

    /** Its name, for those who know where it is written. */
    public String parameter() {
        return parameter;
    }
}
