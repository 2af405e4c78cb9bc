package dev.serai.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;

/** Something that the jar does from a shell: a service, {@code META-INF/services/dev.serai.cli.Command}. */
public interface Command {

    /** The word to type. */
    String name();

    /** What to type, on one line: for a mistake in it. */
    String usage();

    /**
     * Does it.
     *
     * @param arguments those after the word
     * @return the exit code: 0 if all is well, 1 if the input is at fault
     * @throws IllegalArgumentException if the arguments are
     */
    int run(List<String> arguments, InputStream in, PrintStream out) throws IOException;
}
