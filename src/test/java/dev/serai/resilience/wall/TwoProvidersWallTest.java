package dev.serai.resilience.wall;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The wall where each alias has a primary of its own and a fallback that is another provider. */
abstract class TwoProvidersWallTest extends WallGatewayTest {

    @DynamicPropertySource
    static void wall(DynamicPropertyRegistry properties) throws IOException {
        WallRoutes routes = new WallRoutes(PROVIDER_KEY, PRIMARY.url(), FALLBACK.url());
        for (Scenario scenario : Scenarios.ALL) {
            addInEachMode(routes, scenario);
        }
        addInEachMode(routes, Scenarios.OUTAGE);
        routes.add(Scenarios.LOSSY, Scenarios.LOSSY.name());
        Path prices = routes.writePrices();
        properties.add("serai.routes", routes.folder()::toString);
        properties.add("serai.prices", prices::toString);
    }

    private static void addInEachMode(WallRoutes routes, Scenario scenario) throws IOException {
        for (boolean stream : scenario.modes()) {
            routes.add(scenario, Trial.name(scenario, stream));
        }
    }

    /** Of the records of a request, that of who ended it: those who were replaced have their own. */
    Map<String, Object> answered(Trial trial) throws Exception {
        String id = requestId(trial.faulty().response());
        return await(() -> records(id), found -> !found.isEmpty()).stream()
                .filter(record -> !"replaced".equals(record.get("error")))
                .findFirst()
                .orElseThrow();
    }
}
