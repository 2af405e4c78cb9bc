package dev.serai.diagnostics;

import dev.serai.SeraiProperties;
import dev.serai.balancing.Loads;
import dev.serai.breakers.Breakers;
import dev.serai.journal.Journal;
import dev.serai.memory.GrowthWatch;
import dev.serai.memory.Holding;
import dev.serai.memory.Holdings;
import dev.serai.memory.MemoryWatch;
import dev.serai.routing.Generations;
import dev.serai.routing.Reloads;
import dev.serai.routing.RoutesReport;
import dev.serai.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.stereotype.Component;

/** What the gateway knows of itself. */
@Component
class StateParts {

    /** Segments of a journal that waits for days. */
    private static final int MOST_FILES = 1000;

    private final HealthEndpoint health;
    private final Generations generations;
    private final Reloads reloads;
    private final Breakers breakers;
    private final Loads loads;
    private final Journal journal;
    private final Database database;
    private final Path data;
    private final Holdings holdings;
    private final MemoryWatch memory;
    private final GrowthWatch growth;

    StateParts(
            HealthEndpoint health,
            Generations generations,
            Reloads reloads,
            Breakers breakers,
            Loads loads,
            Journal journal,
            Database database,
            SeraiProperties serai,
            Holdings holdings,
            MemoryWatch memory,
            GrowthWatch growth) {
        this.health = health;
        this.generations = generations;
        this.reloads = reloads;
        this.breakers = breakers;
        this.loads = loads;
        this.journal = journal;
        this.database = database;
        this.data = serai.data();
        this.holdings = holdings;
        this.memory = memory;
        this.growth = growth;
    }

    List<Part> parts() {
        return List.of(
                new Part("health.json", "what /health shows", health::health),
                new Part(
                        "generations.json",
                        "what serves, what drains, what was refused and why, and the routes",
                        () -> RoutesReport.of(generations, reloads)),
                new Part("breakers.json", "who is left alone, and what failed last", this::breakers),
                new Part("journal.json", "usage on its way to the database", this::journal),
                new Part("database.json", "where the database is, and its schema", this::database),
                new Part(
                        "memory.json",
                        "what is held, from requests and connections to caches, and what has grown",
                        this::memory));
    }

    private List<Breakers.Reading> breakers() {
        List<Breakers.Reading> all = new ArrayList<>(breakers.readings());
        all.addAll(loads.unlisted());
        return all;
    }

    private Map<String, Object> journal() throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", journal.id());
        document.put("last", journal.last());
        document.put("unwritten", journal.unwritten());
        document.put("dropped", journal.dropped());
        document.put("trouble", journal.trouble().orElse(null));
        document.put("files", files(data.resolve("journal")));
        return document;
    }

    private static Map<String, Long> files(Path folder) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.limit(MOST_FILES).toList()) {
                sizes.put(file.getFileName().toString(), file.toFile().length());
            }
        }
        return sizes;
    }

    /** Where it is away, the schema is what cannot be had. */
    private Map<String, Object> database() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("address", database.toString());
        document.put("shared", database.isPostgres());
        document.put("schema", database.schema());
        return document;
    }

    private static Map<String, Object> held(Holding it) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", it.name());
        document.put("entries", it.entries());
        document.put("bytes", it.countsBytes() ? it.bytes() : null);
        document.put("most", it.most() > 0 ? it.most() : null);
        return document;
    }

    private Map<String, Object> memory() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("held", holdings.get().stream().map(StateParts::held).toList());
        document.put("grown", growth.grown());
        document.put("short", memory.isShort());
        document.put("share", memory.share());
        document.put("afterCollection", memory.left());
        return document;
    }
}
