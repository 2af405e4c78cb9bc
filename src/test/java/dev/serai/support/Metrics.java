package dev.serai.support;

import java.util.List;
import java.util.stream.Stream;

/** The page of {@code /manage/metrics}, as Prometheus reads it. */
public record Metrics(List<String> series) {

    /** Reads it. */
    public static Metrics of(String page) {
        return new Metrics(page.lines().filter(line -> !line.startsWith("#")).toList());
    }

    /** The sum of a name's series that have these labels, {@code model="gpt"}; 0 where there are none. */
    public double sum(String name, String... labels) {
        return named(name, labels)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Whether there are any. */
    public boolean has(String name, String... labels) {
        return named(name, labels).findAny().isPresent();
    }

    private Stream<String> named(String name, String... labels) {
        return series.stream()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Stream.of(labels).allMatch(line::contains));
    }
}
