package dev.serai.alerts;

import dev.serai.time.Degraded;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;

/**
 * Answers for {@code figure:}.
 *
 * @param health gives what knows it, which knows all others and is made last
 */
record Figures(
        RequestWindows requests,
        StateFigures states,
        BudgetFigures budgets,
        MeterFigures meters,
        Supplier<HealthEndpoint> health) {

    List<Reading> ask(FigureQuestion question) {
        return switch (question.figure()) {
            case BREAKER -> states.breakers(question);
            case BUDGET -> budgets.ask(question);
            case MEMORY -> states.memory(question);
            case DISK -> states.disk();
            case CERTIFICATE -> states.certificates();
            case HEALTH -> parts();
            case METER -> meters.ask(question);
            default -> requests.ask(question);
        };
    }

    private List<Reading> parts() {
        List<Reading> readings = new ArrayList<>();
        if (health.get().health() instanceof CompositeHealth parts) {
            parts.getComponents().forEach((name, part) -> readings.add(Reading.of("component", name, trouble(part))));
        }
        return readings;
    }

    private static double trouble(HealthComponent part) {
        Status status = part.getStatus();
        return status.equals(Status.DOWN) || status.equals(Status.OUT_OF_SERVICE)
                ? 2
                : status.equals(Degraded.STATUS) ? 1 : 0;
    }
}
