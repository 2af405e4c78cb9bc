package dev.serai.console;

import dev.serai.check.Mistake;
import java.util.List;
import java.util.stream.IntStream;

/** A line of a file, and what is wrong with it. */
public record SourceLine(int number, String text, List<Mistake> mistakes) {

    /** All of a file. */
    static List<SourceLine> of(String file, String text, List<Mistake> mistakes) {
        List<String> lines = text.lines().toList();
        return IntStream.range(0, lines.size())
                .mapToObj(i -> new SourceLine(
                        i + 1,
                        lines.get(i),
                        mistakes.stream()
                                .filter(it -> it.line() == i + 1 && it.file().equals(file))
                                .toList()))
                .toList();
    }
}
