package dev.serai.delivery;

import dev.serai.events.Event;
import dev.serai.wire.Spelling;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an event route begins with: {@code serai:usage?delivery=atLeastOnce}.
 *
 * @param types of the events that it gets
 * @param atLeastOnce whether they come from the usage journal, each until it was taken
 * @param redact id of the route that what was said passes first; empty for none
 */
record Source(Set<String> types, boolean atLeastOnce, String redact) {

    /** What addresses name, and the type of event that it is. */
    static final Map<String, String> NAMES = Map.of(
            "usage", Event.USAGE,
            "content", Event.CONTENT,
            "alerts", Event.ALERT,
            "breakers", Event.BREAKER,
            "reloads", Event.RELOAD);

    /** Several of them; which, its option {@code types} says. */
    static final String EVENTS = "events";

    /** Those that {@link #EVENTS} gives: what was said is no part of that. */
    static final Set<String> TYPES =
            Set.of(Event.USAGE, Event.ALERT, Event.BREAKER, Event.RELOAD, Event.BUDGET, Event.MEMORY, Event.GATEWAY);

    private static final String AT_LEAST_ONCE = "atLeastOnce";
    private static final Set<String> DELIVERIES = Set.of(AT_LEAST_ONCE, "atMostOnce");

    /**
     * Reads one.
     *
     * @param types null where the option is not set; as are the others
     * @throws IllegalArgumentException saying what is wrong
     */
    static Source of(String name, String types, String delivery, String redact) {
        Source source = new Source(types(name, types), AT_LEAST_ONCE.equals(delivery), redact == null ? "" : redact);
        if (delivery != null && !DELIVERIES.contains(delivery)) {
            throw wrong(name, "delivery is atMostOnce or atLeastOnce" + Spelling.hint(delivery, DELIVERIES));
        }
        if (source.atLeastOnce() && !source.types().equals(Set.of(Event.USAGE))) {
            throw wrong(name, "only usage comes atLeastOnce: what else happens is in no journal");
        }
        if (redact != null && !name.equals(Event.CONTENT)) {
            throw wrong(name, "redact is for serai:content: nothing else has what was said");
        }
        return source;
    }

    private static Set<String> types(String name, String types) {
        if (!name.equals(EVENTS)) {
            String type = NAMES.get(name);
            if (type == null) {
                Set<String> known = new TreeSet<>(NAMES.keySet());
                known.add(EVENTS);
                throw wrong(name, "there is " + String.join(", ", known) + Spelling.hint(name, known));
            }
            if (types != null) {
                throw wrong(name, "types is an option of serai:" + EVENTS);
            }
            return Set.of(type);
        }
        if (types == null) {
            return TYPES;
        }
        Set<String> chosen = new TreeSet<>(Set.of(types.split(",", -1)));
        for (String type : chosen) {
            if (!TYPES.contains(type)) {
                throw wrong(
                        name,
                        "there is no type '" + type + "' of event, but " + String.join(", ", new TreeSet<>(TYPES))
                                + Spelling.hint(type, TYPES));
            }
        }
        return chosen;
    }

    private static IllegalArgumentException wrong(String name, String why) {
        return new IllegalArgumentException("serai:" + name + ": " + why);
    }
}
