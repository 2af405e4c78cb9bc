package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A gateway whose routes and steps are timed. */
abstract class TimedGatewayTest extends ReloadingGatewayTest {

    static final String RESOLVE = "nodeId=\"resolve\",routeId=\"router\"";

    @Autowired
    Generations generations;

    /** What other tests have left is gone. */
    @BeforeEach
    void answer() throws Exception {
        await("the end of other tests' drains", () -> generations.draining().isEmpty());
        UPSTREAM.answer(request -> Script.json(200, Answers.WHOLE));
    }

    List<String> series() throws Exception {
        return get("/manage/metrics")
                .body()
                .lines()
                .filter(it -> !it.startsWith("#"))
                .toList();
    }

    /** The sum of a figure's series with these labels, -1 if there are none. */
    double figure(String name, String labels) throws Exception {
        return series().stream()
                .filter(it -> it.startsWith(name + "{") && it.contains(labels))
                .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' '))))
                .reduce(Double::sum)
                .orElse(-1);
    }

    double steps(String labels) throws Exception {
        return figure("camel_message_history_seconds_count", labels);
    }

    void reload() throws Exception {
        assertThat(manage("POST", "reload").statusCode()).isEqualTo(200);
        await("the end of the drain", () -> generations.draining().isEmpty());
    }
}
