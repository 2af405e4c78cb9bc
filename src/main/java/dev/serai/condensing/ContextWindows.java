package dev.serai.condensing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Target;

/** How many tokens targets take: as their alias says, else their provider's file, else the list that the provider gives. */
final class ContextWindows {

    private final ListedWindows listed;

    ContextWindows(ListedWindows listed) {
        this.listed = listed;
    }

    /** Of one target; 0 where nobody says. */
    long of(Target target) {
        if (target.options().contextWindow() > 0) {
            return target.options().contextWindow();
        }
        JsonNode said = target.provider().settings(target.model()).path("contextWindow");
        return said.isIntegralNumber() && said.asLong() > 0
                ? said.asLong()
                : listed.contextWindow(target.provider().name(), target.model());
    }
}
