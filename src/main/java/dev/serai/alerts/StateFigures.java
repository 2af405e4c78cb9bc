package dev.serai.alerts;

import dev.serai.breakers.Breakers;
import dev.serai.shedding.MemoryBudget;
import dev.serai.time.Heap;
import dev.serai.upstream.Certificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.MemoryUsage;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Figures of what is so now: breakers, memory, disk, certificates. */
final class StateFigures {

    private static final double HUNDRED = 100;
    private static final double DAY_SECONDS = Duration.ofDays(1).toSeconds();

    private final Breakers breakers;
    private final MemoryBudget bodies;
    private final Certificates certificates;
    private final Path data;
    private final Clock clock;
    private final Supplier<MemoryUsage> heap = Heap.afterCollection();

    /**
     * Takes what it looks at.
     *
     * @param data the folder whose disk it is
     */
    StateFigures(Breakers breakers, MemoryBudget bodies, Certificates certificates, Path data, Clock clock) {
        this.breakers = breakers;
        this.bodies = bodies;
        this.certificates = certificates;
        this.data = data;
        this.clock = clock;
    }

    List<Reading> breakers(FigureQuestion question) {
        boolean all = question.by() == By.ALL;
        boolean models = question.by() == By.MODEL;
        String label = all ? "target" : question.by().word();
        List<Reading> readings = new ArrayList<>();
        for (Breakers.Reading breaker : breakers.readings()) {
            if (all || breaker.name().contains("/") == models) {
                boolean closed = breaker.state().endsWith("closed");
                readings.add(Reading.of(label, breaker.name(), closed ? 0 : 1));
            }
        }
        return readings;
    }

    List<Reading> memory(FigureQuestion question) {
        if (question.of().contains("bodies")) {
            return List.of(Reading.of(HUNDRED * bodies.taken() / Math.max(1, bodies.most())));
        }
        MemoryUsage left = heap.get();
        return left == null || left.getMax() <= 0
                ? List.of()
                : List.of(Reading.of(HUNDRED * left.getUsed() / left.getMax()));
    }

    List<Reading> disk() {
        try {
            FileStore disk = Files.getFileStore(existing(data.toAbsolutePath()));
            double all = disk.getTotalSpace();
            return all <= 0 ? List.of() : List.of(Reading.of(HUNDRED * (all - disk.getUsableSpace()) / all));
        } catch (IOException e) {
            throw new UncheckedIOException("the disk of " + data + " does not say what is free", e);
        }
    }

    private static Path existing(Path folder) {
        Path known = folder;
        while (!Files.exists(known) && known.getParent() != null) {
            known = known.getParent();
        }
        return known;
    }

    List<Reading> certificates() {
        List<Reading> readings = new ArrayList<>();
        certificates
                .ends()
                .forEach((host, end) -> readings.add(Reading.of(
                        "host",
                        host,
                        Math.max(0, Duration.between(clock.instant(), end).toSeconds() / DAY_SECONDS))));
        return readings;
    }
}
