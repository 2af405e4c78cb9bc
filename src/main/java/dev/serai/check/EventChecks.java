package dev.serai.check;

import dev.serai.check.RouteYaml.Element;
import dev.serai.files.Problem;
import java.util.ArrayList;
import java.util.List;

/** Whether event routes, and no others, begin with what happens. */
final class EventChecks {

    private EventChecks() {}

    /** What is wrong in a file. */
    static List<Problem> of(RouteYaml file) {
        boolean inFolder = file.file().startsWith("events/");
        List<Problem> problems = new ArrayList<>();
        for (Element element : file.elements()) {
            boolean listens = element.from() != null && element.from().name().startsWith("serai:");
            if (element.from() != null && listens != inFolder) {
                problems.add(new Problem(
                        file.path(),
                        element.from().line(),
                        inFolder
                                ? "a route in events/ begins with serai:, for example serai:usage"
                                : "a route that begins with serai: stands in events/"));
            }
        }
        return problems;
    }
}
