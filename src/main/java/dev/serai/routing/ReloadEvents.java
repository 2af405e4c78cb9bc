package dev.serai.routing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.events.Event;
import dev.serai.events.Events;
import dev.serai.files.Problem;
import dev.serai.provider.Provider;
import dev.serai.wire.Json;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is told of changed files, in the log and to event routes: which serve, and which may not and why. */
final class ReloadEvents {

    private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);
    private static final int MOST_PROBLEMS = 50;

    private final Events events;

    ReloadEvents(Events events) {
        this.events = events;
    }

    /** The first generation serves. */
    void begins(Generation first) {
        LOG.info(
                "Serving routes from {} and transforms from {}",
                first.files().routes().location(),
                first.files().transforms().location());
        LOG.info(
                "Providers: {}; not configured: {}",
                names(first, Provider::configured),
                names(first, provider -> !provider.configured()));
    }

    private static String names(Generation generation, Predicate<Provider> which) {
        return generation.models().providers().stream()
                .filter(which)
                .map(Provider::name)
                .collect(Collectors.joining(", "));
    }

    void serves(Generation next, long millis) {
        LOG.info(
                "Generation {} serves, digest {}, after {} ms ({})",
                next.number(),
                next.files().digest(),
                millis,
                next.cause());
        events.publish(Event.of(
                Event.RELOAD,
                next.loadedAt(),
                Json.MAPPER
                        .createObjectNode()
                        .put("outcome", "serves")
                        .put("generation", next.number())
                        .put("digest", next.files().digest())
                        .put("cause", next.cause())
                        .put("millis", millis)));
    }

    /** Tells of a candidate that may not serve, while another generation does; null if none does. */
    void refused(Refusal refusal, Generation serving) {
        String consequence = serving == null ? "nothing serves" : "generation " + serving.number() + " goes on serving";
        LOG.error("Refused ({}); {}:", refusal.cause(), consequence);
        refusal.problems().forEach(problem -> LOG.error("{}", problem));
        ObjectNode facts = Json.MAPPER
                .createObjectNode()
                .put("outcome", "refused")
                .put("generation", serving == null ? null : (Integer) serving.number())
                .put("digest", refusal.digest())
                .put("cause", refusal.cause());
        ArrayNode problems = facts.putArray("problems");
        for (Problem problem : refusal.problems()) {
            if (problems.size() < MOST_PROBLEMS) {
                problems.addObject()
                        .put("file", problem.file())
                        .put("line", problem.line())
                        .put("reason", problem.reason());
            }
        }
        events.publish(Event.of(Event.RELOAD, refusal.at(), facts));
    }
}
