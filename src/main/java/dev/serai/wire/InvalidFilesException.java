package dev.serai.wire;

import java.util.List;
import java.util.stream.Collectors;

/** Routes or transforms cannot serve; says what is wrong and where. */
public final class InvalidFilesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidFilesException(List<Problem> problems) {
        this(problems, null);
    }

    public InvalidFilesException(List<Problem> problems, Throwable cause) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), cause);
        this.problems = List.copyOf(problems);
    }

    /** At least one, each with its place. */
    public List<Problem> problems() {
        return problems;
    }
}
