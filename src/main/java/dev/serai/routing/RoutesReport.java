package dev.serai.routing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.files.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.Route;

/**
 * What {@code GET /manage/routes} shows.
 *
 * @param generations the serving one, those that drain, the one to roll back to, and the last candidate if it was refused
 * @param routes of the serving generation, by id
 */
public record RoutesReport(List<GenerationReport> generations, List<RouteReport> routes) {

    /**
     * One generation.
     *
     * @param state {@code serving}, {@code draining}, {@code previous} (drained, and what a rollback brings back) or
     *     {@code refused}
     * @param cause by what change it came
     * @param loadedAt when it began to serve, or was refused
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record GenerationReport(
            Integer number,
            String state,
            String digest,
            Instant loadedAt,
            String cause,
            Integer inFlight,
            List<Problem> problems) {}

    /**
     * One route.
     *
     * @param file where it was written
     * @param from the address of its consumer
     */
    public record RouteReport(String id, String group, String description, String file, String from, String status) {}

    /** As it is now. */
    public static RoutesReport of(Generations generations, Reloads reloads) {
        Generation serving = generations.serving();
        List<Generation> draining = generations.draining();
        List<GenerationReport> all = new ArrayList<>();
        all.add(report(serving, "serving"));
        draining.forEach(generation -> all.add(report(generation, "draining")));
        Generation previous = reloads.previous();
        if (previous != null && !draining.contains(previous)) {
            all.add(report(previous, "previous"));
        }
        Refusal refused = reloads.refused();
        if (refused != null) {
            all.add(new GenerationReport(
                    null, "refused", refused.digest(), refused.at(), refused.cause(), null, refused.problems()));
        }
        return new RoutesReport(all, routes(serving));
    }

    private static GenerationReport report(Generation it, String state) {
        return new GenerationReport(
                it.number(), state, it.files().digest(), it.loadedAt(), it.cause(), it.inFlight(), null);
    }

    private static List<RouteReport> routes(Generation serving) {
        return serving.context().getRoutes().stream()
                .map(route -> report(serving, route))
                .sorted(Comparator.comparing(RouteReport::id))
                .toList();
    }

    private static RouteReport report(Generation serving, Route route) {
        return new RouteReport(
                route.getRouteId(),
                route.getGroup(),
                route.getDescription(),
                serving.fileOf(route.getRouteId()),
                route.getEndpoint().getEndpointBaseUri(),
                serving.context()
                        .getRouteController()
                        .getRouteStatus(route.getRouteId())
                        .name());
    }
}
