package dev.serai.files;

import java.util.List;

/** Routes or transforms cannot serve; says what is wrong and where. */
public final class InvalidFilesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidFilesException(List<Problem> problems) {
        this(problems, null);
    }

    public InvalidFilesException(List<Problem> problems, Throwable cause) {
        super(Problem.report(problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** At least one, each with its place. */
    public List<Problem> problems() {
        return problems;
    }
}
